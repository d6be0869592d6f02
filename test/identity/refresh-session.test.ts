import { afterEach, describe, expect, it } from "vitest";
import { moveClock } from "../../core/clients/clock.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { userKey } from "../../core/table/keys.ts";
import { remove, update } from "../../core/table/write.ts";
import * as getMe from "../../functions/identity/get-me.ts";
import * as logout from "../../functions/identity/logout.ts";
import * as refreshSession from "../../functions/identity/refresh-session.ts";
import { invoke } from "../support/invoke.ts";
import { logLinesOf } from "../support/log-lines.ts";
import { freshIp, registeredStudent, type SignedIn, signedIn } from "../support/people.ts";
import { setSecret } from "../support/secrets.ts";
import { type StoredItem, useTable } from "../support/table.ts";

const table = useTable();
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

afterEach(() => moveClock(0));

describe("refreshSession", () => {
  it("SES-3 gives a fresh access token and the next refresh token", async () => {
    const { refreshToken, userId, session } = await signedIn();
    moveClock(HOUR_MS);
    const { body } = await refresh(refreshToken);
    expect(body).toMatchObject({ tokenType: "Bearer", expiresIn: 3_600, refreshToken: expect.stringMatching(session.sessionId) });
    expect(body.refreshToken).not.toBe(refreshToken);
    expect((await invoke(getMe, { token: body.accessToken })).body.id).toBe(userId);
    expect(Date.parse(body.refreshExpiresAt) - Date.now()).toBeGreaterThan(7 * DAY_MS);
  });

  it("SES-4 the example of 7.9: grace for ten seconds, reuse after that", async () => {
    const { refreshToken: first, userId, session } = await signedIn();
    const second = next(await refresh(first));
    moveClock(6 * SECOND_MS);
    expect(next(await refresh(first))).toBe(second);
    moveClock(8 * SECOND_MS);
    expect((await refresh(second)).body.refreshToken).toBeNull();
    expect((await refresh(altered(second))).problem.code).toBe("REFRESH_TOKEN_INVALID");
    moveClock(12 * SECOND_MS);
    expect((await refresh(first)).problem).toMatchObject({ status: 401, code: "REFRESH_TOKEN_REUSED" });
    expect((await refresh(second)).problem.code).toBe("TOKEN_REVOKED");
    expect(await sessionOf(userId)).toMatchObject({ revokeReason: "reuse_detected" });
    const { sessionId } = session;
    expect(await eventsOf(userId)).toMatchObject([
      { eventType: "session.ended", data: { userId, sessionIds: [sessionId] } },
      { eventType: "session.reuse_detected", data: { userId, sessionId } },
    ]);
    expect(await table.partition(`AUDIT#session#${sessionId}`)).toMatchObject([{ action: "session.reuse_detected", actorType: "system" }]);
  });

  it("SES-4 an older secret is reuse, however many rotations later", async () => {
    const { refreshToken: first } = await signedIn();
    let current = first;
    for (let rotation = 1; rotation <= 4; rotation++) {
      moveClock(rotation * HOUR_MS);
      current = next(await refresh(current));
    }
    expect((await refresh(first)).problem.code).toBe("REFRESH_TOKEN_REUSED");
  });

  it("SES-3 two callers at once with one token both get the same next one", async () => {
    const { refreshToken } = await signedIn();
    moveClock(HOUR_MS);
    const replies = await Promise.all([refresh(refreshToken), refresh(refreshToken), refresh(refreshToken)]);
    const nextTokens = replies.map(next);
    expect(new Set(nextTokens).size).toBe(1);
    expect(nextTokens[0]).not.toBe(refreshToken);
    moveClock(2 * HOUR_MS);
    expect((await refresh(nextTokens[0] ?? "")).status).toBe(200);
  });

  it("SES-10 a logout that meets a refresh ends the session either way", async () => {
    for (let round = 0; round < 4; round++) {
      const { refreshToken, token, userId } = await signedIn();
      const [refreshed, loggedOut] = await Promise.all([refresh(refreshToken), invoke(logout, { token, sourceIp: freshIp() })]);
      expect(loggedOut.status).toBe(204);
      expect(await sessionOf(userId)).toMatchObject({ revokeReason: "logout" });
      const held = refreshed.status === 200 ? refreshed.body.accessToken : token;
      expect((await invoke(getMe, { token: held, sourceIp: freshIp() })).problem.code).toBe("TOKEN_REVOKED");
      expect(await eventsOf(userId)).toHaveLength(1);
    }
  });

  it("SES-4 answers what it does not know and what was guessed alike, and touches nothing", async () => {
    const { refreshToken, userId, session } = await signedIn();
    const before = await sessionOf(userId);
    const unknownSession = `ses_01JNV4Q7Z8K3M5P9R2T6W0X1Y4.${refreshToken.split(".")[1]}`;
    const replies = await Promise.all(
      ["nonsense", unknownSession, altered(refreshToken), `${session.sessionId}.short`].map((text) => refresh(text)),
    );
    const problems = replies.map((reply) => ({ ...reply.problem, requestId: "" }));
    expect(problems[0]).toMatchObject({ status: 401, code: "REFRESH_TOKEN_INVALID" });
    expect(problems.every((problem) => JSON.stringify(problem) === JSON.stringify(problems[0]))).toBe(true);
    expect(await sessionOf(userId)).toEqual(before);
    expect((await refresh(refreshToken)).status).toBe(200);
  });

  it("SES-2 a session ends after seven idle days and after thirty in all", async () => {
    const idle = await signedIn();
    moveClock(7 * DAY_MS - MINUTE_MS);
    let token = next(await refresh(idle.refreshToken));
    for (let day = 13; day < 30; day += 6) {
      moveClock(day * DAY_MS);
      token = next(await refresh(token));
    }
    moveClock(30 * DAY_MS - MINUTE_MS);
    const last = await refresh(token);
    expect(Date.parse(last.body.refreshExpiresAt)).toBe(Date.parse(idle.session.absoluteExpiresAt));
    moveClock(30 * DAY_MS + MINUTE_MS);
    expect((await refresh(next(last))).problem.code).toBe("REFRESH_TOKEN_EXPIRED");
    const asleep = await signedIn();
    moveClock(38 * DAY_MS);
    expect((await refresh(asleep.refreshToken)).problem.code).toBe("REFRESH_TOKEN_EXPIRED");
  });

  it("SES-5 whatever ended all sessions, or removed the user, ends this one", async () => {
    const everywhere = await signedIn();
    await commit([update(userKey(everywhere.userId), { set: { sessionEpoch: 1 } }, present)]);
    expect((await refresh(everywhere.refreshToken)).problem.code).toBe("TOKEN_REVOKED");
    const gone = await signedIn();
    await commit([remove(userKey(gone.userId), present)]);
    expect((await refresh(gone.refreshToken)).problem.code).toBe("TOKEN_REVOKED");
  });

  it("SES-8 keeps a browser's secret in cookies", async () => {
    const { refreshToken } = await signedIn({ session: { transport: "cookie" } });
    const reply = await refreshByCookie(refreshToken);
    expect(reply.body.refreshToken).toBeNull();
    expect(reply.cookies).toEqual([
      expect.stringMatching(/^sid=eyJ[^;]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^rid=ses_[^;]+; Path=\/api\/v1\/auth; Max-Age=604800; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it("SES-8 refuses a secret that came another way than its session's", async () => {
    const cookies = await signedIn({ session: { transport: "cookie" } });
    expect((await refresh(cookies.refreshToken)).problem.code).toBe("REFRESH_TOKEN_INVALID");
    const tokens = await signedIn();
    expect((await refreshByCookie(tokens.refreshToken)).problem.code).toBe("REFRESH_TOKEN_INVALID");
    expect((await refresh(tokens.refreshToken)).status).toBe(200);
  });

  it("SES-4 a refusal takes a browser's cookies away, and says how to sign in", async () => {
    const refused = await refreshByCookie("nonsense");
    expect(refused.cookies).toEqual([expect.stringMatching(/^sid=; .*Max-Age=0/), expect.stringMatching(/^rid=; .*Max-Age=0/)]);
    expect(refused.headers["www-authenticate"]).toBe("Bearer");
    expect((await invoke(refreshSession, { sourceIp: freshIp() })).problem).toMatchObject({ status: 401, code: "UNAUTHENTICATED" });
    const { refreshToken } = await signedIn();
    const inBodyOnly = await invoke(refreshSession, { body: { refreshToken }, sourceIp: freshIp() });
    expect(inBodyOnly.problem).toMatchObject({ code: "UNAUTHENTICATED", detail: expect.stringContaining("X-Auth-Transport: token") });
    expect((await refresh("nonsense")).cookies).toEqual([]);
  });

  it("SES-3 a session keeps the key it began with, and ends when that is taken out of use", async () => {
    const { refreshToken } = await signedIn();
    const old = JSON.parse(process.env.SST_Secret_value_REFRESH_KEYS ?? "").keys;
    setSecret("REFRESH_KEYS", JSON.stringify({ keys: [{ id: "test-2", key: "another key" }, ...old] }));
    const second = next(await refresh(refreshToken));
    setSecret("REFRESH_KEYS", JSON.stringify({ keys: [{ id: "test-2", key: "another key" }] }));
    expect((await refresh(second)).problem.code).toBe("REFRESH_TOKEN_INVALID");
    setSecret("REFRESH_KEYS", JSON.stringify({ keys: old }));
  });

  it("RL-4 counts on the token: three at once, and another token from the same address is free", async () => {
    const [one, other] = await Promise.all([signedIn(), signedIn()]);
    const sourceIp = freshIp();
    const burst = [];
    for (let call = 0; call < 4; call++) burst.push((await refresh(one.refreshToken, sourceIp)).status);
    expect(burst).toEqual([200, 200, 200, 429]);
    expect((await refresh(other.refreshToken, sourceIp)).headers).toMatchObject({
      "x-ratelimit-policy": "auth_refresh",
      "x-ratelimit-remaining": "2",
    });
    expect((await table.items()).filter((item) => String(item.pk).startsWith("RATE#rt:")).length).toBeGreaterThanOrEqual(2);
  });

  it("SES-2 SEC-8 neither the log nor the table ever holds a refresh secret", async () => {
    const { refreshToken: first } = await registeredStudent();
    let second = "";
    const log = await logLinesOf(async () => {
      second = next(await refresh(first));
    });
    const stored = JSON.stringify(await table.items());
    for (const token of [first, second]) {
      const [, secret = ""] = token.split(".");
      expect(secret).toHaveLength(43);
      expect(log).not.toContain(secret);
      expect(stored).not.toContain(secret);
    }
  });
});

type Answer = Awaited<ReturnType<typeof refresh>>;

function refresh(refreshToken: string, sourceIp = freshIp()) {
  return invoke(refreshSession, { body: { refreshToken }, headers: { "x-auth-transport": "token" }, sourceIp });
}

function refreshByCookie(refreshToken: string) {
  return invoke(refreshSession, { headers: { cookie: `rid=${refreshToken}` }, sourceIp: freshIp() });
}

function next(reply: Answer): string {
  const { refreshToken } = reply.body;
  if (refreshToken === null) throw new Error("The answer has no refresh token.");
  return refreshToken;
}

/** The token with one letter of its secret changed. */
function altered(token: string): string {
  const [sessionId, secret = ""] = token.split(".");
  return `${sessionId}.${secret.startsWith("A") ? "B" : "A"}${secret.slice(1)}`;
}

async function sessionOf(userId: SignedIn["userId"]): Promise<StoredItem | undefined> {
  return (await table.partition(`USER#${userId}`)).find((item) => item.type === "session");
}

async function eventsOf(userId: string): Promise<StoredItem[]> {
  const events = (await table.items()).filter((item) => item.type === "event" && JSON.stringify(item.data).includes(userId));
  return events.toSorted((a, b) => (String(a.eventType) < String(b.eventType) ? -1 : 1));
}
