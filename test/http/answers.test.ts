import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import * as getServiceCategory from "../../functions/catalog/get-service-category.ts";
import * as listServiceCategories from "../../functions/catalog/list-service-categories.ts";
import * as getMe from "../../functions/identity/get-me.ts";
import * as getHealth from "../../functions/meta/get-health.ts";
import { loadDeclarations } from "../../scripts/openapi/load-declarations.ts";
import { invoke } from "../support/invoke.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import * as echo from "./echo.ts";
import { useGateway } from "./served.ts";

useTable();
withoutRateLimits();
const ask = useGateway();

const ECHO = { params: { echoId: "bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" } };

describe("the request id", () => {
  it.each(["caller-1", "a_b-c_D9", "x".repeat(64)])("API-38 is the caller's own when it has the form: %s", async (id) => {
    const answer = await invoke(getHealth, { headers: { "x-request-id": id } });
    expect(answer.headers["x-request-id"]).toBe(id);
  });

  it.each(["short", "x".repeat(65), "no spaces", "tab\there", "", "a\u0000bcdefgh", "<script>"])(
    "API-38 is a new one for %j",
    async (id) => {
      const answer = await invoke(getHealth, { headers: { "x-request-id": id } });
      expect(answer.headers["x-request-id"]).toMatch(/^req_[0-9A-HJKMNP-TV-Z]{26}$/);
    },
  );

  it("API-38 API-42 is in problems too, whoever refuses", async () => {
    const headers = { "x-request-id": "caller-chosen-1" };
    const byFunction = await invoke(echo, { ...ECHO, body: "{", headers });
    expect([byFunction.headers["x-request-id"], byFunction.problem.requestId]).toEqual(["caller-chosen-1", "caller-chosen-1"]);
    for (const path of ["/api/v1/nowhere", "/api/v1/a%2Fb"]) {
      const answer = await ask("GET", path, { headers });
      expect([answer.headers["x-request-id"], answer.problem.requestId]).toEqual(["caller-chosen-1", "caller-chosen-1"]);
    }
  });
});

describe("headers of every answer", () => {
  const always = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "x-site-mode": "local",
    "x-phase": "disabled",
    "x-beta-phase": "disabled",
    "x-beta-allow-signup": "1",
    vary: "Accept-Encoding, Origin",
  };

  it("SEC-4 BETA-4 API-40 are the same for successes, refusals of the function and refusals without one", async () => {
    expect((await invoke(listServiceCategories)).headers).toMatchObject(always);
    expect((await invoke(getMe)).headers).toMatchObject(always);
    expect((await ask("GET", "/api/v1/nowhere")).headers).toMatchObject(always);
  });

  it("SEC-4 are kept from hosted stages' Strict-Transport-Security, as this machine speaks http", async () => {
    expect((await invoke(getHealth)).headers).not.toHaveProperty("strict-transport-security");
  });

  it("API-41 SEC-4 name the version under /api/v1, and the commit on the probe", async () => {
    expect((await invoke(listServiceCategories)).headers["x-api-version"]).toBe("v1");
    const probe = await invoke(getHealth);
    expect(probe.headers).not.toHaveProperty("x-api-version");
    expect(probe.headers).toHaveProperty("x-commit-sha");
  });

  it("SEC-3 API-39 let an allowed origin read them, in problems as well, and no other", async () => {
    for (const module of [listServiceCategories, getMe]) {
      const { headers } = await invoke(module, { headers: { origin: "http://localhost:3000" } });
      expect(headers).toMatchObject({
        "access-control-allow-origin": "http://localhost:3000",
        "access-control-allow-credentials": "true",
      });
      const exposed = headers["access-control-expose-headers"]?.split(", ");
      expect(exposed).toEqual(
        expect.arrayContaining([
          "X-Request-Id",
          "Retry-After",
          "ETag",
          "Location",
          "Idempotency-Replayed",
          "Deprecation",
          "Sunset",
          "Link",
          "X-Api-Version",
        ]),
      );
    }
    const { headers } = await invoke(listServiceCategories, { headers: { origin: "https://evil.example" } });
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("API-40 say the type with its charset and the length", async () => {
    const answer = await ask("GET", "/api/v1/services/categories");
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(answer.headers["content-length"]).toBe(String(Buffer.byteLength(answer.text)));
    expect((await ask("GET", "/api/v1/nowhere")).headers["content-length"]).toMatch(/^\d+$/);
  });
});

describe("caching", () => {
  const CLASSES: Readonly<Record<string, string>> = {
    "private-no-store": "no-store",
    "private-revalidate": "private, no-cache",
    "public-half-minute": "public, max-age=30, stale-while-revalidate=60",
    "public-minute": "public, max-age=60, stale-while-revalidate=60",
    "public-quarter": "public, max-age=900, stale-while-revalidate=3600",
    "public-day": "public, max-age=86400",
    document: "public, max-age=300",
  };

  it("API-49 comes from the class that the contract names, on every operation that needs nothing to exist", async () => {
    const { endpoints } = await loadDeclarations();
    const plain = endpoints.filter(
      ({ method, auth, path, operationId }) =>
        method === "GET" && auth === "any" && !path.includes("{") && operationId !== "searchServices",
    );
    expect(plain.length).toBeGreaterThan(5);
    for (const { operationId, path, cache = "private-no-store" } of plain) {
      const answer = await ask("GET", path);
      expect([operationId, answer.status, answer.headers["cache-control"]]).toEqual([
        operationId,
        200,
        CLASSES[cache] ?? expect.stringMatching(/^public/),
      ]);
    }
  });

  it("API-50 is private as soon as a caller is known, and problems are never kept", async () => {
    const { token } = await signedIn();
    expect((await invoke(listServiceCategories, { token })).headers["cache-control"]).toBe("private, no-cache");
    expect((await invoke(getMe)).headers["cache-control"]).toBe("no-store");
    expect((await invoke(getServiceCategory, { params: { categorySlug: "nothing" } })).headers["cache-control"]).toBe("no-store");
  });

  it("API-34 answers 304 without a body to whoever has the present copy", async () => {
    const first = await invoke(listServiceCategories);
    const { etag = "", "cache-control": cacheControl, vary } = first.headers;
    expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/);
    for (const known of [etag, etag.slice(2), `"other", ${etag}`, "*"]) {
      const again = await invoke(listServiceCategories, { headers: { "if-none-match": known } });
      expect([again.status, again.text]).toEqual([304, ""]);
      expect(again.headers).toMatchObject({ etag, "cache-control": cacheControl, vary });
      expect(again.headers).not.toHaveProperty("content-type");
    }
    expect((await invoke(listServiceCategories, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  it("API-40 compresses from 1 KiB on, when asked", async () => {
    const document = (encoding: string) => ask("GET", "/api/v1/openapi.json", { headers: { "accept-encoding": encoding } });
    const zipped = await document("gzip, br");
    expect([zipped.headers["content-encoding"], zipped.headers["content-length"]]).toEqual(["gzip", String(zipped.bytes.length)]);
    expect(gunzipSync(zipped.bytes).toString()).toBe((await document("identity")).text);
    expect((await document("identity")).headers).not.toHaveProperty("content-encoding");
    expect((await ask("GET", "/health", { headers: { "accept-encoding": "gzip" } })).headers).not.toHaveProperty("content-encoding");
  });
});

describe("faults of ours", () => {
  const fail = (name: string) => invoke(echo, { ...ECHO, body: { name } });

  it("API-42 API-45 are 500 with fixed words and the request id, and nothing of the cause", async () => {
    const answer = await fail("fault");
    const { requestId, ...problem } = answer.problem;
    expect([answer.status, answer.headers["content-type"]]).toEqual([500, "application/problem+json; charset=utf-8"]);
    expect(problem).toEqual({
      type: expect.stringMatching(/\/problems\/internal-error$/),
      title: "Something went wrong on our side",
      status: 500,
      detail: "Something went wrong on our side. Try again; give the request id to support.",
      instance: "/api/v1/echoes/bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      code: "INTERNAL_ERROR",
    });
    expect(requestId).toBe(answer.headers["x-request-id"]);
    expect(answer.text).not.toMatch(/hunter2|Error:|\.ts/);
  });

  it("API-48 are 504 when the time is up", async () => {
    const answer = await fail("late");
    expect([answer.status, answer.problem.code]).toEqual([504, "UPSTREAM_TIMEOUT"]);
  });

  it("RFC 9457 problems name the path without its query", async () => {
    const answer = await invoke(echo, { ...ECHO, body: { name: "Ada" }, query: "email=ada@example.com" });
    expect(answer.problem.instance).toBe("/api/v1/echoes/bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y4");
    expect(answer.text).not.toContain("ada@example.com");
  });
});
