import { describe, expect, it } from "vitest";
import { DomainError } from "../../core/errors.ts";
import { addressOf } from "../../local/gateway/edge.ts";
import { createRouter } from "../../local/gateway/router.ts";
import vectors from "../vectors/api-routing.json" with { type: "json" };

describe("API-6…8 the route of a request", () => {
  const routes = vectors.routes.map((route) => {
    const [method = "", path = ""] = route.split(" ");
    return { method, path, target: route };
  });
  const router = createRouter([...routes, { method: "HEAD", path: "/health", target: "HEAD /health" }]);

  it.each(vectors.cases)("API-6..API-8 $id: $input.method $input.path", ({ input, expected }) => {
    const decide = () => router(input.method, addressOf(input.path).path)?.target;
    if (expected.code === "MALFORMED_REQUEST") expect(decide).toThrow(DomainError);
    // What no route matches is answered by the function behind $default, which tells 404, 405 and OPTIONS apart.
    else expect(decide()).toBe(expected.route);
  });

  const target = (method: string, path: string) => router(method, path)?.target;

  it("API-6 takes a parameter where the static sibling has another method", () => {
    expect(router("PATCH", "/api/v1/bookings/upcoming")).toEqual({
      target: "PATCH /api/v1/bookings/{bookingId}",
      pathParameters: { bookingId: "upcoming" },
    });
  });

  it("API-7 lets no empty segment fill a parameter", () => {
    expect(target("POST", "/api/v1/bookings//cancel")).toBeUndefined();
    expect(target("GET", "/api/v1/bookings/")).toBeUndefined();
  });

  it("API-10 routes HEAD only where the document offers it", () => {
    expect(target("HEAD", "/health")).toBe("HEAD /health");
    expect(target("HEAD", "/api/v1/bookings")).toBeUndefined();
  });
});

describe("the address of a request", () => {
  it.each([
    ["/x/", { path: "/x", rawQuery: "" }],
    ["/", { path: "/", rawQuery: "" }],
    ["/x//", { path: "/x//", rawQuery: "" }],
    ["/x/?a=1&b=%20", { path: "/x", rawQuery: "a=1&b=%20" }],
    ["/caf%C3%A9/50%2525", { path: "/café/50%25", rawQuery: "" }],
  ])("API-7..API-8 reads %s", (url, address) => {
    expect(addressOf(url)).toEqual(address);
  });

  it.each(["/a%2Fb", "/a%2fb", "/a%00", "/a%FF", "/a%ZZ", "/a?b=%FF"])("API-8 refuses %s", (url) => {
    expect(() => addressOf(url)).toThrow(expect.objectContaining({ code: "MALFORMED_REQUEST" }));
  });

  it("API-15 refuses an address over 8 KiB", () => {
    expect(() => addressOf(`/${"x".repeat(8 * 1024)}`)).toThrow(expect.objectContaining({ code: "URI_TOO_LONG" }));
  });
});
