import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDocument } from "../../local/document.ts";
import { lambda } from "../../local/function.ts";
import { type Gateway, openGateway } from "../../local/gateway/gateway.ts";
import type { ProblemBody } from "../support/invoke.ts";
import { jsonOf } from "../support/json.ts";

const root = `${import.meta.dirname}/fixtures`;
const logged: string[] = [];
let gateway: Gateway;

beforeAll(async () => {
  const document = readDocument(`${root}/openapi.yaml`);
  gateway = await openGateway(0);
  gateway.serve({
    routes: document.routes.map(({ method, path, fn }) => ({ method, path, target: lambda(fn, root) })),
    unrouted: lambda(document.unrouted, root),
    log: (line) => logged.push(line),
  });
});
afterAll(() => gateway.stop());

const at = (path: string, init: RequestInit = {}) => fetch(gateway.url + path, init);
const eventOf = async (path: string, init: RequestInit = {}) => jsonOf<APIGatewayProxyEventV2>(await at(path, init));

describe("a request becomes an event", () => {
  it("carries route, decoded path and parameters, raw and joined query", async () => {
    const event = await eventOf("/api/v1/notes/caf%C3%A9/?tag=a&tag=b%20c&q=");
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "GET /api/v1/notes/{noteId}",
      rawPath: "/api/v1/notes/café",
      rawQueryString: "tag=a&tag=b%20c&q=",
      queryStringParameters: { tag: "a,b c", q: "" },
      pathParameters: { noteId: "café" },
      isBase64Encoded: false,
      requestContext: {
        http: { method: "GET", path: "/api/v1/notes/café", protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
        stage: "$default",
      },
    });
    expect(event).not.toHaveProperty("body");
    expect(event).not.toHaveProperty("cookies");
  });

  it("moves cookies out of the headers, joins repeated headers and says who forwarded", async () => {
    const event = await eventOf("/api/v1/notes", {
      headers: [
        ["Cookie", "a=1; b=two"],
        ["X-Many", "1"],
        ["X-Many", "2"],
        ["X-Forwarded-For", "203.0.113.9"],
      ],
    });
    expect(event.cookies).toEqual(["a=1", "b=two"]);
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event.headers).not.toHaveProperty("connection");
    expect(event.headers["x-many"]).toMatch(/^1,\s?2$/);
    expect(event.headers["x-forwarded-for"]).toBe("203.0.113.9, 127.0.0.1");
    expect(event.headers["x-forwarded-port"]).toBe(new URL(gateway.url).port);
    expect(event.headers["content-length"]).toBe("0");
  });

  it.each([
    ["application/json; charset=utf-8", false],
    ["application/problem+json", false],
    ["text/csv", false],
    ["image/png", true],
    ["application/x-www-form-urlencoded", true],
  ])("hands a body of %s over, base64: %s", async (contentType, isBase64Encoded) => {
    const event = await eventOf("/api/v1/notes/n", { method: "PATCH", headers: { "content-type": contentType }, body: "ä=1" });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body ?? "", isBase64Encoded ? "base64" : "utf8").toString()).toBe("ä=1");
  });
});

describe("a result becomes an answer", () => {
  it("takes a result without status as the body of a 200", async () => {
    const answer = await at("/api/v1/answers/text");
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([200, "application/json", "plain"]);
  });

  it("gives status, headers, cookies and body of a structured result", async () => {
    const answer = await at("/api/v1/answers/structured");
    expect([answer.status, answer.headers.get("x-count"), await answer.text()]).toEqual([201, "3", "made"]);
    expect(answer.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2"]);
    expect(answer.headers.get("content-length")).toBe("4");
  });

  it("decodes base64, and sends no body with a 204", async () => {
    const image = await at("/api/v1/answers/binary");
    expect(new Uint8Array(await image.arrayBuffer())).toEqual(new Uint8Array([0, 1, 2, 255]));
    const empty = await at("/api/v1/answers/empty");
    expect([empty.status, await empty.text()]).toEqual([204, ""]);
  });

  it.each(["malformed", "slow", "crashed"])(
    "API-42 answers a problem when the function is %s, with the cause in the log only",
    async (kind) => {
      const answer = await at(`/api/v1/answers/${kind}`, { headers: { "x-request-id": "caller-chosen-1" } });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([500, "application/problem+json; charset=utf-8"]);
      expect(await answer.json()).toMatchObject({
        code: "INTERNAL_ERROR",
        instance: `/api/v1/answers/${kind}`,
        requestId: "caller-chosen-1",
      });
      expect(logged.at(-1)).toMatch(/status soon|longer than 50 ms|crashed on purpose/);
    },
  );
});

describe("what reaches no function", () => {
  it.each(["/nowhere", "/api/v1//notes", "/api/v1/notes/a/b"])("API-7 API-9 sends %s to the function behind $default", async (path) => {
    expect(await eventOf(path)).toEqual({ code: "ROUTE_NOT_FOUND", routeKey: "$default" });
  });

  it("API-10 answers HEAD only on probes", async () => {
    expect((await at("/health", { method: "HEAD" })).status).toBe(200);
    expect((await at("/api/v1/notes", { method: "HEAD" })).status).toBe(404);
  });

  it("API-8 API-42 refuses an encoded slash with a problem", async () => {
    const answer = await at("/api/v1/notes/a%2Fb");
    expect([answer.status, (await jsonOf<ProblemBody>(answer)).code]).toEqual([400, "MALFORMED_REQUEST"]);
  });

  it("refuses more than 10 MB before it is sent, when its length is announced", async () => {
    const { status, code } = await refusalOf("PATCH", { "content-length": String(10 * 1024 * 1024 + 1) });
    expect([status, code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  it("refuses more than 10 MB as it comes, when its length is not announced", async () => {
    const { status, code } = await refusalOf("PATCH", { "transfer-encoding": "chunked" }, Buffer.alloc(12 * 1024 * 1024));
    expect([status, code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  it("stays up when callers hang up in the middle", async () => {
    const before = logged.length;
    const sent = request(`${gateway.url}/api/v1/notes/n`, { method: "PATCH", headers: { "content-length": "100" } });
    sent.on("error", () => {});
    sent.write("half");
    await new Promise((resolve) => setTimeout(resolve, 20));
    sent.destroy();
    expect((await at("/health")).status).toBe(200);
    expect(logged.length).toBe(before);
  });

  it("API-15 refuses headers over 10 KiB", async () => {
    expect((await at("/health", { headers: { "x-long": "x".repeat(10 * 1024) } })).status).toBe(431);
    expect((await at("/health", { headers: { "x-long": "x".repeat(9 * 1024) } })).status).toBe(200);
  });
});

/** The problem that answers a request whose body need not have been sent to its end. */
function refusalOf(method: string, headers: Record<string, string>, body?: Buffer): Promise<ProblemBody> {
  return new Promise((resolve) => {
    const sent = request(`${gateway.url}/api/v1/notes/n`, { method, headers }, async (answer) => {
      resolve(JSON.parse(await text(answer)));
    });
    sent.on("error", () => {});
    sent.flushHeaders();
    if (body) sent.end(body);
  });
}
