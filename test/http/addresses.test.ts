import { describe, expect, it } from "vitest";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import { invoke } from "../support/invoke.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { useGateway } from "./served.ts";

useTable();
withoutRateLimits();
const ask = useGateway();

const BOOKING = "/api/v1/bookings/bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y4";
const JSON_BODY = { "content-type": "application/json" };

describe("slashes", () => {
  it.each([
    ["GET", "/api/v1/services/categories/", 200],
    ["GET", "/health/", 200],
    ["POST", "/api/v1/auth/logout/", 204],
    ["POST", `${BOOKING}/cancel/`, 401],
    ["PATCH", "/api/v1/instructors/me/calendar-settings/", 401],
  ])("API-7 serves %s %s as the address without the slash, without a redirect", async (method, path, status) => {
    const slashed = await ask(method, path, { headers: JSON_BODY, body: method === "GET" ? "" : "{}" });
    const plain = await ask(method, path.slice(0, -1), { headers: JSON_BODY, body: method === "GET" ? "" : "{}" });
    expect([slashed.status, plain.status]).toEqual([status, status]);
    expect(slashed.headers.location).toBeUndefined();
  });

  it.each(["//api/v1/services/categories", "/api/v1//services/categories", "/api/v1/services/categories//", "/api/v1/bookings//cancel"])(
    "API-7 API-9 knows no address %s",
    async (path) => {
      const answer = await ask("GET", path);
      expect([answer.status, answer.problem.code]).toEqual([404, "ROUTE_NOT_FOUND"]);
    },
  );
});

describe("encoding", () => {
  it.each([
    "/api/v1/services/catalog/a%2Fb",
    "/api/v1/services/catalog/%00",
    "/api/v1/services/catalog/%FF",
    "/api/v1/services/search?q=%C3",
  ])("API-8 refuses %s", async (path) => {
    const answer = await ask("GET", path);
    expect([answer.status, answer.problem.code]).toEqual([400, "MALFORMED_REQUEST"]);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  });

  it("API-8 decodes once: a service called piano is found as pi%61no, and not as pi%2561no", async () => {
    expect((await ask("GET", "/api/v1/services/catalog/pi%61no")).status).toBe(200);
    expect((await ask("GET", "/api/v1/services/catalog/pi%2561no")).status).toBe(404);
  });

  it("API-8 tells capitals from small letters", async () => {
    const answer = await ask("GET", "/api/v1/Services/categories");
    expect([answer.status, answer.problem.code]).toEqual([404, "ROUTE_NOT_FOUND"]);
  });
});

describe("methods", () => {
  it.each([
    ["DELETE", "/api/v1/services/catalog", "GET, OPTIONS"],
    ["PUT", "/api/v1/bookings", "GET, OPTIONS, POST"],
    ["POST", "/health", "GET, HEAD, OPTIONS"],
    ["DELETE", BOOKING, "GET, OPTIONS, PATCH"],
    ["GET", `${BOOKING}/cancel`, "OPTIONS, POST"],
  ])("API-9 answers %s %s with 405 and what is allowed, before any token", async (method, path, allow) => {
    const answer = await ask(method, path);
    expect([answer.status, answer.problem.code, answer.headers.allow]).toEqual([405, "METHOD_NOT_ALLOWED", allow]);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  });

  it("API-9 answers 405 where another method has a parameter for the static segment", async () => {
    // API Gateway hands POST /bookings/{bookingId}/cancel-like siblings over by method; the function itself knows better.
    const answer = await invoke(cancelBooking, {
      path: "/api/v1/bookings/check-availability",
      params: { bookingId: "check-availability" },
    });
    expect([answer.status, answer.problem.code, answer.headers.allow]).toEqual([405, "METHOD_NOT_ALLOWED", "OPTIONS, POST"]);
  });

  it("API-9 knows no address that nothing answers, whatever the method", async () => {
    for (const method of ["GET", "POST", "OPTIONS", "HEAD"]) expect((await ask(method, "/api/v1/nowhere")).status).toBe(404);
  });

  it("API-10 answers HEAD on probes and documents with GET's headers and no body, elsewhere 405", async () => {
    for (const path of ["/health", "/ready", "/docs", "/api/v1/openapi.json", "/api/v1/openapi.yaml"]) {
      const [head, get] = [await ask("HEAD", path), await ask("GET", path)];
      expect([path, head.status, head.text]).toEqual([path, 200, ""]);
      expect(head.headers["content-type"]).toBe(get.headers["content-type"]);
    }
    const answer = await ask("HEAD", "/api/v1/bookings");
    expect([answer.status, answer.headers.allow]).toEqual([405, "GET, OPTIONS, POST"]);
  });

  it("API-12 answers methods that it does not know with 405", async () => {
    for (const method of ["TRACE", "PROPFIND"]) {
      expect([method, (await ask(method, "/api/v1/bookings")).status]).toEqual([method, 405]);
    }
  });
});

describe("preflights", () => {
  const preflight = (origin: string) => ({
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type, idempotency-key" },
  });

  it("API-11 SEC-3 SEC-2 answers an allowed origin with what it may do, without a token, for ten minutes", async () => {
    const answer = await ask("OPTIONS", "/api/v1/bookings", preflight("http://localhost:3000"));
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "http://localhost:3000",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE",
      "access-control-allow-headers": "content-type, idempotency-key",
      "access-control-max-age": "600",
      vary: "Accept-Encoding, Origin",
    });
    expect(answer.headers).not.toHaveProperty("x-ratelimit-limit");
  });

  it("SEC-3 answers another origin without anything that a browser would take for leave", async () => {
    const answer = await ask("OPTIONS", "/api/v1/bookings", preflight("https://evil.example"));
    expect(answer.status).toBe(204);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("API-11 answers any other OPTIONS with the methods of the address", async () => {
    const answer = await ask("OPTIONS", "/api/v1/bookings");
    expect([answer.status, answer.headers.allow]).toEqual([204, "GET, OPTIONS, POST"]);
  });
});

describe("sizes", () => {
  it("API-15 refuses an address over 8 KiB", async () => {
    const answer = await ask("GET", `/api/v1/services/search?q=${"x".repeat(8 * 1024)}`);
    expect([answer.status, answer.problem.code]).toEqual([414, "URI_TOO_LONG"]);
  });
});
