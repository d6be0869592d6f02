import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { MALFORMED_REQUEST } from "../../core/errors.ts";
import { edgeFunctionSource } from "../../stacks/edge.ts";

it("API-7 takes one trailing slash away and leaves two in a row to be a 404", async () => {
  expect(await uriAfter("/api/v1/webhooks/checkr/")).toBe("/api/v1/webhooks/checkr");
  expect(await uriAfter("/api/v1/bookings")).toBe("/api/v1/bookings");
  expect(await uriAfter("/")).toBe("/");
  expect(await uriAfter("//")).toBe("//");
  expect(await uriAfter("/api/v1//bookings/")).toBe("/api/v1//bookings/");
  expect(await uriAfter("/api/v1/bookings//")).toBe("/api/v1/bookings//");
});

it("API-8 leaves percent-encoding to the gateway, which decodes it once", async () => {
  expect(await uriAfter("/api/v1/search/caf%C3%A9/")).toBe("/api/v1/search/caf%C3%A9");
  expect(await uriAfter("/api/v1/x/%252F")).toBe("/api/v1/x/%252F");
});

it.each(["/api/v1/a%2Fb", "/api/v1/a%2fb", "/api/v1/a%00", "/api/v1/%C3%28", "/api/v1/%FF", "/api/v1/100%"])(
  "API-8 refuses %s as a problem before any function runs",
  async (uri) => {
    const answer = await run({ uri });
    expect(answer).toMatchObject({ statusCode: 400, headers: { "content-type": { value: "application/problem+json; charset=utf-8" } } });
    expect(JSON.parse(answer.body ?? "")).toEqual({
      type: "https://api.instainstru.example/problems/malformed-request",
      title: MALFORMED_REQUEST.title,
      status: MALFORMED_REQUEST.status,
      detail: expect.stringContaining("Correct the URL"),
      instance: uri,
      code: MALFORMED_REQUEST.code,
      requestId: "req_E0pTdXcW-id",
    });
  },
);

it("SEC-6 overwrites the viewer's address and the origin secret, whatever the viewer sent", async () => {
  const forged = { "x-viewer-ip": { value: "10.0.0.1" }, "x-origin-secret": { value: "guess" }, "x-forwarded-for": { value: "10.0.0.1" } };
  const request = await run({ headers: forged });
  expect(request.headers).toMatchObject({ "x-viewer-ip": { value: "203.0.113.7" }, "x-origin-secret": { value: "of the store" } });
});

it("SEC-3 lets our front ends read the refusal, and nobody else", async () => {
  const allowed = await run({ uri: "/%00", headers: { origin: { value: "https://app.instainstru.example" } } });
  expect(allowed.headers).toMatchObject({
    "access-control-allow-origin": { value: "https://app.instainstru.example" },
    "access-control-allow-credentials": { value: "true" },
  });
  const other = await run({ uri: "/%00", headers: { origin: { value: "https://evil.example" } } });
  expect(other.headers).not.toHaveProperty("access-control-allow-origin");
});

it("API-38 keeps a caller's request id that is well formed", async () => {
  const kept = await run({ uri: "/%00", headers: { "x-request-id": { value: "caller-12345" } } });
  expect(kept.headers).toMatchObject({ "x-request-id": { value: "caller-12345" } });
  const replaced = await run({ uri: "/%00", headers: { "x-request-id": { value: "no spaces" } } });
  expect(replaced.headers).toMatchObject({ "x-request-id": { value: "req_E0pTdXcW-id" } });
});

it("fits into the 10 KB that a CloudFront Function may have", () => {
  expect(
    Buffer.byteLength(edgeFunctionSource(Array.from({ length: 20 }, (_, index) => `https://branch-${index}.preview.example`))),
  ).toBeLessThan(10_240);
});

interface Answer {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
  readonly body?: string;
}

/** Runs the source as CloudFront does: a script whose `handler` is called, with the key-value store under the module's name. */
async function run({ uri = "/", headers = {} }: { uri?: string; headers?: Answer["headers"] }): Promise<Answer> {
  const source = edgeFunctionSource(["https://app.instainstru.example"]).replace('import cf from "cloudfront";', "");
  const cf = { kvs: () => ({ get: async (key: string) => (key === "origin-secret" ? "of the store" : "") }) };
  const event = {
    context: { requestId: "E0pTdXcW-id==" },
    viewer: { ip: "203.0.113.7" },
    request: { method: "GET", uri, headers: { host: { value: "api.instainstru.example" }, ...headers } },
  };
  return runInNewContext(`${source}; handler(event)`, { cf, event });
}

async function uriAfter(uri: string): Promise<string | undefined> {
  return (await run({ uri })).uri;
}
