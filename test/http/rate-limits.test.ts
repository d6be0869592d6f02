import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import type { ServiceCall } from "../../core/clients/observe.ts";
import { rateKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { type Instant, plusMilliseconds, toMilliseconds } from "../../core/time.ts";
import * as checkAvailability from "../../functions/bookings/check-booking-availability.ts";
import { endpoint } from "../../functions/http/endpoint.ts";
import { handle } from "../../functions/http/handle.ts";
import { nothing } from "../../functions/http/nothing.ts";
import * as login from "../../functions/identity/login.ts";
import * as getHealth from "../../functions/meta/get-health.ts";
import { setClock, useClock } from "../support/clock.ts";
import { connectionLost, failing } from "../support/faults.ts";
import { type Call, invoke, type Reply } from "../support/invoke.ts";
import { freshIp, signedIn } from "../support/people.ts";
import { setSecret } from "../support/secrets.ts";
import { useTable } from "../support/table.ts";

const NOW: Instant = "2026-03-02T15:00:00.000Z";

useTable();
useClock(NOW);

/** Twenty calls a minute, four at once; whoever gets through gets an empty answer. */
const write = declare("tryWrite", "any");
/** The same for signed-in callers. */
const memberWrite = declare("tryMemberWrite", "user");

function declare(operationId: string, auth: "any" | "user") {
  const contract = endpoint({
    operationId,
    method: "POST",
    path: "/api/v1/tries",
    tag: "meta",
    area: "meta",
    summary: "Be counted",
    description: "For tests.",
    auth,
    rate: "write",
    grants: [],
    retry: "safe",
    params: nothing,
    query: nothing,
    status: 200,
    response: z.object({}),
    errors: [],
    since: "1.0.0",
    rules: [],
    example: {},
  });
  return { contract, handler: handle(contract, async () => ({})) };
}

async function times(count: number, call: () => Promise<Reply<unknown>>): Promise<Reply<unknown>[]> {
  const replies: Reply<unknown>[] = [];
  for (let index = 0; index < count; index++) replies.push(await call());
  return replies;
}

const statusesOf = (replies: readonly Reply<unknown>[]) => replies.map(({ status }) => status);
const touches = (key: string) => (call: ServiceCall) => JSON.stringify(call.input)?.includes(key) ?? false;

describe("buckets", () => {
  it("RL-2 RL-3 RL-7 let a new caller through burst + 1 times at once, and tell where it stands", async () => {
    const sourceIp = freshIp();
    const replies = await times(5, () => invoke(write, { sourceIp }));
    expect(statusesOf(replies)).toEqual([200, 200, 200, 200, 429]);
    expect(replies.map(({ headers }) => headers["x-ratelimit-remaining"])).toEqual(["3", "2", "1", "0", "0"]);
    const seconds = toMilliseconds(NOW) / 1000;
    expect(replies.map(({ headers }) => Number(headers["x-ratelimit-reset"]) - seconds)).toEqual([3, 6, 9, 12, 12]);
    for (const { headers } of replies) {
      expect(headers).toMatchObject({ "x-ratelimit-limit": "4", "x-ratelimit-policy": "write", "x-ratelimit-shadow": "false" });
    }
  });

  it("RL-8 API-39 refuse with a problem that says for how long, in the header as in the body", async () => {
    const sourceIp = freshIp();
    const refused = (await times(5, () => invoke(write, { sourceIp }))).at(-1);
    expect(refused?.headers).toMatchObject({ "retry-after": "3", "content-type": "application/problem+json; charset=utf-8" });
    expect(refused?.problem).toMatchObject({
      code: "RATE_LIMIT_EXCEEDED",
      title: "Too Many Requests",
      status: 429,
      detail: "Rate limit exceeded. Try again in 3 seconds.",
      retryAfterSeconds: 3,
      limit: 4,
      policy: "write",
    });
  });

  it("RL-2 let one more through when one interval has passed, to the millisecond", async () => {
    const sourceIp = freshIp();
    const call = () => invoke(write, { sourceIp });
    await times(4, call);
    setClock(plusMilliseconds(NOW, 2_999));
    expect((await call()).status).toBe(429);
    setClock(plusMilliseconds(NOW, 3_000));
    expect(statusesOf(await times(2, call))).toEqual([200, 429]);
  });

  it("RL-1 count general and the operation's bucket together, and a refusal uses up neither", async () => {
    const sourceIp = freshIp();
    await times(4, () => invoke(write, { sourceIp }));
    const before = await read(rateKey(`ip:${sourceIp}`));
    expect(before).toEqual({ general: toMilliseconds(NOW) + 4 * 600, write: toMilliseconds(NOW) + 4 * 3_000 });
    await invoke(write, { sourceIp });
    expect(await read(rateKey(`ip:${sourceIp}`))).toEqual(before);
  });

  it("RL-1 are asked before anybody's session is judged", async () => {
    const sourceIp = freshIp();
    const call = { sourceIp, token: "no.valid.token" };
    expect(statusesOf(await times(5, () => invoke(memberWrite, call)))).toEqual([401, 401, 401, 401, 429]);
  });

  it("RL-5 lose no call of many at once", async () => {
    const sourceIp = freshIp();
    const replies = await Promise.all(Array.from({ length: 12 }, () => invoke(write, { sourceIp })));
    expect(replies.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(4);
    expect((await read(rateKey(`ip:${sourceIp}`)))?.write).toBe(
      toMilliseconds(NOW) + 3_000 * replies.filter(({ status }) => status === 200).length,
    );
  });
});

describe("who is counted", () => {
  it("RL-4 a signed-in caller by account, whatever the address; people behind one address each on their own", async () => {
    const sourceIp = freshIp();
    const [ada, eve] = [await signedIn(), await signedIn()];
    await times(4, () => invoke(memberWrite, { token: ada.token, sourceIp: freshIp() }));
    expect((await invoke(memberWrite, { token: ada.token, sourceIp })).status).toBe(429);
    expect((await invoke(memberWrite, { token: eve.token, sourceIp })).status).toBe(200);
    expect((await invoke(write, { sourceIp })).headers["x-ratelimit-remaining"]).toBe("3");
  });

  it("RL-4 anybody else by address: an IPv6 one by its network, an IPv4-mapped one as IPv4", async () => {
    const remaining = async (sourceIp: string) => (await invoke(write, { sourceIp })).headers["x-ratelimit-remaining"];
    expect([await remaining("2001:db8:1:2::1"), await remaining("2001:db8:1:2:ffff::9"), await remaining("2001:db8:1:3::1")]).toEqual([
      "3",
      "2",
      "3",
    ]);
    expect([await remaining("198.51.100.7"), await remaining("::ffff:198.51.100.7")]).toEqual(["3", "2"]);
  });

  it("RL-4 SEC-6 not by what a caller says about its address", async () => {
    const sourceIp = freshIp();
    const headers = () => ({ "x-forwarded-for": freshIp(), "x-viewer-ip": freshIp(), forwarded: `for=${freshIp()}` });
    expect(statusesOf(await times(5, () => invoke(write, { sourceIp, headers: headers() })))).toEqual([200, 200, 200, 200, 429]);
  });

  it("RL-14 probes are not counted", async () => {
    const replies = await times(15, () => invoke(getHealth, { sourceIp: "192.0.2.1" }));
    expect(new Set(statusesOf(replies))).toEqual(new Set([200]));
    expect(replies[0]?.headers).not.toHaveProperty("x-ratelimit-limit");
  });
});

describe("guards", () => {
  const attempt = (sourceIp: string): Call => ({ sourceIp, body: {} });

  it("RL-1 RL-6 RL-8 count on the address before the body is looked at, and name themselves", async () => {
    const sourceIp = freshIp();
    const replies = await times(21, () => invoke(login, attempt(sourceIp)));
    expect(statusesOf(replies)).toEqual([...Array.from({ length: 20 }, () => 422), 429]);
    expect(replies.at(-1)?.problem).toMatchObject({ code: "RATE_LIMIT_EXCEEDED", policy: "login_ip", limit: 20, retryAfterSeconds: 60 });
    setClock(plusMilliseconds(NOW, 60_000));
    expect((await invoke(login, attempt(sourceIp))).status).toBe(422);
  });

  it("RL-1 count on the user only after access is granted", async () => {
    const student = await signedIn();
    const asked = (token: string) => invoke(checkAvailability, { token, sourceIp: freshIp(), body: {} });
    const replies: Reply<unknown>[] = [];
    for (let index = 0; index < 31; index++) {
      // The bucket refills meanwhile; the guard looks at a whole minute.
      setClock(plusMilliseconds(NOW, index * 1_000));
      replies.push(await asked(student.token));
    }
    expect(statusesOf(replies).slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 422));
    expect(replies.at(-1)?.problem).toMatchObject({ status: 429, policy: "availability_check", retryAfterSeconds: 30 });
  });
});

describe("switches", () => {
  const { STAGE } = process.env;
  afterEach(() => {
    for (const name of ["RATE_LIMIT_ENABLED", "RATE_LIMIT_MODE", "SST_Secret_value_RATE_LIMIT_BYPASS"]) delete process.env[name];
    process.env.STAGE = STAGE;
  });

  it("RL-10 the kill switch stops buckets and their headers, but not the guards on credentials", async () => {
    process.env.RATE_LIMIT_ENABLED = "false";
    const sourceIp = freshIp();
    const replies = await times(6, () => invoke(write, { sourceIp }));
    expect(new Set(statusesOf(replies))).toEqual(new Set([200]));
    expect(replies[0]?.headers).not.toHaveProperty("x-ratelimit-limit");
    expect((await times(21, () => invoke(login, { sourceIp, body: {} }))).at(-1)?.problem).toMatchObject({
      status: 429,
      policy: "login_ip",
    });
  });

  it("RL-15 the test mode enforces nothing and shows a full allowance", async () => {
    process.env.RATE_LIMIT_MODE = "stub";
    const sourceIp = freshIp();
    const replies = await times(6, () => invoke(write, { sourceIp }));
    expect(new Set(statusesOf(replies))).toEqual(new Set([200]));
    expect(replies.at(-1)?.headers).toMatchObject({
      "x-ratelimit-limit": "1000",
      "x-ratelimit-remaining": "1000",
      "x-ratelimit-reset": String(toMilliseconds(NOW) / 1000 + 60),
      "x-ratelimit-policy": "write",
      "x-ratelimit-shadow": "false",
    });
    expect((await times(22, () => invoke(login, { sourceIp, body: {} }))).at(-1)?.status).toBe(422);
  });

  it("RL-16 load tests pass by with the configured secret, and only with it", async () => {
    setSecret("RATE_LIMIT_BYPASS", "let-me-through");
    const sourceIp = freshIp();
    const bypass = (value: string) => invoke(write, { sourceIp, headers: { "x-rate-limit-bypass": value } });
    const replies = await times(6, () => bypass("let-me-through"));
    expect(new Set(statusesOf(replies))).toEqual(new Set([200]));
    expect(replies[0]?.headers).not.toHaveProperty("x-ratelimit-limit");
    expect(await read(rateKey(`ip:${sourceIp}`))).toBeUndefined();
    expect(statusesOf(await times(5, () => bypass("let-me-in")))).toEqual([200, 200, 200, 200, 429]);
    delete process.env.SST_Secret_value_RATE_LIMIT_BYPASS;
    expect((await bypass("let-me-through")).status).toBe(429);
  });

  it("RL-16 in prod the header means nothing", async () => {
    setSecret("RATE_LIMIT_BYPASS", "let-me-through");
    setSecret("ORIGIN_SECRETS", "from-the-edge");
    process.env.STAGE = "prod";
    const viewer = freshIp();
    const headers = { "x-rate-limit-bypass": "let-me-through", "x-origin-secret": "from-the-edge", "x-viewer-ip": viewer };
    expect(statusesOf(await times(5, () => invoke(write, { headers })))).toEqual([200, 200, 200, 200, 429]);
  });
});

describe("a store that cannot count", () => {
  it("RL-13 lets requests through with the headers of a full key, as only load is shed", async () => {
    const reply = await failing(() => invoke(write, { sourceIp: freshIp() }), touches("RATE#ip"), connectionLost);
    expect([reply.status, reply.headers["x-ratelimit-limit"], reply.headers["x-ratelimit-remaining"]]).toEqual([200, "4", "4"]);
  });

  it("RL-13 SEC-10 refuses where credentials are guarded, and says when to come back", async () => {
    const reply = await failing(() => invoke(login, { sourceIp: freshIp(), body: {} }), touches("RATE#guard"), connectionLost);
    expect([reply.status, reply.problem.code, reply.headers["retry-after"]]).toEqual([503, "RATE_LIMIT_UNAVAILABLE", "1"]);
  });

  it("RL-13 lets the other guards' calls through", async () => {
    const { token } = await signedIn();
    const call = { token, sourceIp: freshIp(), body: {} };
    expect((await failing(() => invoke(checkAvailability, call), touches("RATE#guard"), connectionLost)).status).toBe(422);
  });

  it("RL-13 is asked again by the next request", async () => {
    const sourceIp = freshIp();
    await failing(() => invoke(write, { sourceIp }), touches("RATE#ip"), connectionLost);
    expect((await invoke(write, { sourceIp })).headers["x-ratelimit-remaining"]).toBe("3");
  });
});
