import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readClock } from "../../core/clients/clock.ts";
import { required } from "../../core/errors.ts";
import { ROLES, type Role } from "../../core/identity/roles.ts";
import { commit } from "../../core/table/commit.ts";
import { absent, any, present } from "../../core/table/condition.ts";
import { rateKey } from "../../core/table/keys.ts";
import { put } from "../../core/table/write.ts";
import { toMilliseconds } from "../../core/time.ts";
import type { Endpoint } from "../../functions/http/endpoint.ts";
import { loadDeclarations } from "../../scripts/openapi/load-declarations.ts";
import { problemsOf } from "../../scripts/openapi/problems-of.ts";
import type { ExampleRequest } from "../support/example.ts";
import { type Call, type EndpointModule, invoke } from "../support/invoke.ts";
import { freshIp, signedIn } from "../support/people.ts";
import { useTable } from "../support/table.ts";
import { loadEndpoint, loadExamples } from "./load-examples.ts";

// What every endpoint promises, proven from its contract and one example request.

useTable();

const { endpoints } = await loadDeclarations();
const examples = await loadExamples();

/** The example as a call, from an address of its own. */
function callOf({ params, query, headers, body, token }: ExampleRequest): Call & { readonly headers: Record<string, string> } {
  return {
    sourceIp: freshIp(),
    headers: { ...headers },
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    ...(token === undefined ? {} : { token }),
  };
}

/** What a refusal says, without what differs from request to request. */
function wordsOf(text: string): unknown {
  const { requestId: _requestId, instance: _instance, ...words } = JSON.parse(text);
  return words;
}

for (const contract of endpoints) {
  describe(contract.operationId, () => {
    const example = async () =>
      required(examples.get(contract.operationId), `${contract.operationId} has an example under test/*/examples.ts`)();
    const endpoint = () => loadEndpoint(contract.file);

    it("API-52 shows examples that its own schemas accept", () => {
      const { body, response } = contract.example;
      if (contract.body !== undefined) expect(contract.body.safeParse(body).error?.issues ?? []).toEqual([]);
      if (contract.response instanceof z.ZodType) expect(contract.response.safeParse(response).error?.issues ?? []).toEqual([]);
    });

    it("answers its example with its own status and shape, calling nothing that it was not granted", async () => {
      const reply = await invoke(await endpoint(), callOf(await example()));
      expect([contract.status, ...(contract.otherStatuses ?? [])], reply.text).toContain(reply.status);
      if (contract.response instanceof z.ZodType) expect(contract.response.parse(JSON.parse(reply.text))).toEqual(JSON.parse(reply.text));
      expect(reply.headers["x-request-id"]).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
      if (contract.status === 201) expect(reply.headers.location).toMatch(/^\/api\/v1\//);
    });

    if (contract.auth !== "any") promiseAboutCallers(contract, endpoint, example);
    promiseAboutShape(contract, endpoint, example);
    if (contract.notFound !== undefined) promiseAboutOwners(contract, endpoint, example);
    if (contract.rate !== "none") promiseAboutRates(contract, endpoint, example);
    if (contract.idempotencyKey !== undefined) promiseAboutRepetition(contract, endpoint, example);
  });
}

type Load = () => Promise<EndpointModule>;
type Example = () => Promise<ExampleRequest>;

function promiseAboutCallers(contract: Endpoint, endpoint: Load, example: Example): void {
  const { auth } = contract;

  it("SES-6 without a token answers 401 and how to authenticate", async () => {
    const { token: _token, ...call } = callOf(await example());
    const reply = await invoke(await endpoint(), call);
    expect([reply.status, reply.problem.code, reply.headers["www-authenticate"]]).toEqual([401, "UNAUTHENTICATED", "Bearer"]);
  });

  it("SES-9 with a token that is none answers 401, though a cookie would do", async () => {
    const reply = await invoke(await endpoint(), { ...callOf(await example()), token: "not.a.token" });
    expect([reply.status, reply.problem.code]).toEqual([401, "TOKEN_INVALID"]);
  });

  if (typeof auth !== "object") return;
  const others = ROLES.filter((role: Role) => !auth.roles.includes(role));
  if (others.length > 0) {
    it("RBAC-4 with another role answers 403 ROLE_REQUIRED", async () => {
      const { token } = await signedIn({ role: required(others[0], "there is another role") });
      const reply = await invoke(await endpoint(), { ...callOf(await example()), token });
      expect([reply.status, reply.problem.code]).toEqual([403, "ROLE_REQUIRED"]);
    });
  }
  const { permission } = auth;
  if (permission !== undefined) {
    it("RBAC-2 without its permission answers 403 PERMISSION_REQUIRED, and which", async () => {
      const role = required(auth.roles[0], "an operation for roles names one");
      const { token } = await signedIn({ role, permissionOverrides: { [permission]: false } });
      const reply = await invoke(await endpoint(), { ...callOf(await example()), token });
      expect([reply.status, reply.problem.code, reply.problem.permission]).toEqual([403, "PERMISSION_REQUIRED", permission]);
    });
  }
}

function promiseAboutShape(contract: Endpoint, endpoint: Load, example: Example): void {
  it("API-17 refuses a query parameter that it does not know", async () => {
    const call = callOf(await example());
    const query = typeof call.query === "object" ? { ...call.query, zzUnknown: "1" } : { zzUnknown: "1" };
    const reply = await invoke(await endpoint(), { ...call, query });
    expect([reply.status, reply.problem.errors]).toEqual([
      422,
      [expect.objectContaining({ field: "query.zzUnknown", code: "UNKNOWN_FIELD" })],
    ]);
  });

  it("answers only statuses and codes that its document names", async () => {
    const known = problemsOf(contract).map((problem) => `${problem.status} ${problem.code}`);
    const call = callOf(await example());
    for (const wrong of [{ headers: { ...call.headers, accept: "image/png" } }, { query: "x=%00" }, { body: "{" }, { body: "[]" }]) {
      const reply = await invoke(await endpoint(), { ...call, ...wrong });
      if (reply.status >= 400) expect(known).toContain(`${reply.status} ${reply.problem.code}`);
    }
  });

  if (contract.body === undefined) return;

  it("API-17 refuses a member of the body that it does not know", async () => {
    const call = callOf(await example());
    const body = { ...(typeof call.body === "object" ? call.body : {}), zzUnknown: 1 };
    const reply = await invoke(await endpoint(), { ...call, body });
    expect([reply.status, reply.problem.errors]).toEqual([
      422,
      expect.arrayContaining([expect.objectContaining({ field: "/zzUnknown", code: "UNKNOWN_FIELD" })]),
    ]);
  });

  it("API-15 refuses a body over 256 KiB", async () => {
    const reply = await invoke(await endpoint(), { ...callOf(await example()), body: `"${"x".repeat(256 * 1024)}"` });
    expect([reply.status, reply.problem.code]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
  });

  it("API-13 refuses a body that is not declared as JSON", async () => {
    const call = callOf(await example());
    const reply = await invoke(await endpoint(), {
      ...call,
      body: call.body ?? {},
      headers: { ...call.headers, "content-type": "text/plain" },
    });
    expect([reply.status, reply.headers["accept-post"]]).toEqual([415, "application/json"]);
  });
}

function promiseAboutOwners(contract: Endpoint, endpoint: Load, example: Example): void {
  const unknownId = (id: string) => (/^[a-z]{3}_[0-9A-Z]{26}$/.test(id) ? `${id.slice(0, 4)}01JNV4Q7Z8K3M5P9R2T6W0X1Y4` : "no-such-thing");

  it("API-6 answers a malformed id like an unknown one", async () => {
    const call = callOf(await example());
    const names = Object.keys(call.params ?? {});
    const malformed = await invoke(await endpoint(), { ...call, params: Object.fromEntries(names.map((name) => [name, "zz!"])) });
    expect([malformed.status, malformed.problem.code]).toEqual([404, contract.notFound?.code]);
  });

  it("RBAC-8 answers another's resource exactly like a missing one", async () => {
    const request = await example();
    const call = callOf(request);
    const params = Object.fromEntries(Object.entries(call.params ?? {}).map(([name, id]) => [name, unknownId(id)]));
    const missing = await invoke(await endpoint(), { ...call, params });
    expect([missing.status, missing.problem.code], missing.text).toEqual([404, contract.notFound?.code]);
    if (request.foreign === undefined) return;
    const foreign = await invoke(await endpoint(), { ...call, token: request.foreign.token });
    expect(wordsOf(foreign.text)).toEqual(wordsOf(missing.text));
  });
}

function promiseAboutRates(contract: Endpoint, endpoint: Load, example: Example): void {
  it("RL-7 shows where the caller stands, and RL-8 refuses with Retry-After once the bucket is empty", async () => {
    const { token: _token, ...call } = callOf(await example());
    const bucket = contract.rate;
    const emptyFor = toMilliseconds(readClock()) + 3_600_000;
    // Every operation but a refresh counts a caller without a token on the address; that one counts on what was presented.
    const identity = `ip:${call.sourceIp}`;
    await commit([put(rateKey(identity), { general: 0, [bucket]: emptyFor }, any(absent, present))]);
    const { body: _body, ...bare } = call;
    const reply = await invoke(await endpoint(), contract.operationId === "refreshSession" ? bare : call);
    expect([reply.status, reply.problem.code, reply.headers["x-ratelimit-policy"]]).toEqual([429, "RATE_LIMIT_EXCEEDED", bucket]);
    expect(Number(reply.headers["retry-after"])).toBeGreaterThan(0);
    expect(reply.headers["x-ratelimit-remaining"]).toBe("0");
  });
}

function promiseAboutRepetition(contract: Endpoint, endpoint: Load, example: Example): void {
  it("API-35 repeats the first answer for a repeated key, and refuses the key for another request", async () => {
    const call = callOf(await example());
    const keyed = { ...call, headers: { ...call.headers, "idempotency-key": `promise-${contract.operationId}` } };
    const module = await endpoint();
    const first = await invoke(module, keyed);
    const second = await invoke(module, keyed);
    expect([first.status < 300, second.status, second.text], first.text).toEqual([true, first.status, first.text]);
    expect([second.headers.location, second.headers.etag]).toEqual([first.headers.location, first.headers.etag]);
    expect([first.headers["idempotency-replayed"], second.headers["idempotency-replayed"]]).toEqual([undefined, "true"]);
    const other = await invoke(module, { ...keyed, query: "utm_source=other" });
    expect([other.status, other.problem.code]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
  });

  it("API-35 refuses a malformed key", async () => {
    const call = callOf(await example());
    const reply = await invoke(await endpoint(), { ...call, headers: { ...call.headers, "idempotency-key": "no spaces!" } });
    expect([reply.status, reply.problem.code]).toEqual([422, "IDEMPOTENCY_KEY_INVALID"]);
  });

  if (contract.idempotencyKey !== "required") return;
  it("API-35 asks for a key", async () => {
    const call = callOf(await example());
    const { "idempotency-key": _key, ...headers } = call.headers;
    const reply = await invoke(await endpoint(), { ...call, headers });
    expect([reply.status, reply.problem.code]).toEqual([422, "IDEMPOTENCY_KEY_REQUIRED"]);
  });
}
