import { argon2id } from "hash-wasm";
import { afterEach, describe, expect, it } from "vitest";
import { moveClock } from "../../core/clients/clock.ts";
import { hashPassword } from "../../core/identity/password-hash.ts";
import { MAX_LIVE_SESSIONS, type Session } from "../../core/identity/session.ts";
import { sessionWrites } from "../../core/identity/start-session.ts";
import type { User } from "../../core/identity/user.ts";
import { newId, type UserId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { userKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { plusMilliseconds } from "../../core/time.ts";
import * as getMe from "../../functions/identity/get-me.ts";
import * as login from "../../functions/identity/login.ts";
import { type BodyOf, invoke, type Reply } from "../support/invoke.ts";
import { logLinesOf } from "../support/log-lines.ts";
import { freshIp, registeredStudent, signedIn } from "../support/people.ts";
import { type StoredItem, useTable } from "../support/table.ts";

const table = useTable();
const PASSWORD = "Sunny-Day-2";
const MINUTE_MS = 60_000;

afterEach(() => moveClock(0));

describe("login", () => {
  it("LOG-1 REG-2 signs in with the address in any writing", async () => {
    const { email, userId } = await registeredStudent();
    const { body } = await logIn(` ${email.toUpperCase()} `);
    expect(body).toMatchObject({ requiresTwoFactor: false, user: { id: userId, email }, refreshToken: expect.stringMatching(/^ses_/) });
  });

  it("LOG-1 PWD-3 answers an unknown address and a wrong password alike", async () => {
    const { email } = await registeredStudent();
    const wrong = await logIn(email, "Wrong-Day-2");
    const unknown = await logIn("nobody@example.com", "Wrong-Day-2");
    const { requestId: _one, ...wrongProblem } = wrong.problem;
    const { requestId: _other, ...unknownProblem } = unknown.problem;
    expect(wrongProblem).toEqual(unknownProblem);
    expect(wrongProblem).toMatchObject({ status: 401, code: "INVALID_CREDENTIALS" });
    expect(wrong.headers["www-authenticate"]).toBe("Bearer");
  });

  it("LOG-2 counts unknown addresses like known ones", async () => {
    const { email } = await registeredStudent();
    for (const address of [email, "ghost@example.com"]) {
      await fail(address, 5);
      expect((await logIn(address)).problem).toMatchObject({ status: 429, code: "ACCOUNT_TEMPORARILY_LOCKED" });
    }
  });

  it("LOG-2 LOG-3 five failures lock for 30 seconds, the minute's limit follows, then the right password passes", async () => {
    const { email } = await registeredStudent();
    await fail(email, 5);
    const locked = await logIn(email);
    expect(locked.problem).toMatchObject({ code: "ACCOUNT_TEMPORARILY_LOCKED", retryAfterSeconds: expect.any(Number) });
    expect(Number(locked.headers["retry-after"])).toBeLessThanOrEqual(30);
    moveClock(34_000);
    expect((await logIn(email)).problem.code).toBe("LOGIN_RATE_LIMITED");
    moveClock(2 * MINUTE_MS);
    expect((await logIn(email)).status).toBe(200);
  });

  it("LOG-3 a right password forgets the failures before it", async () => {
    const { email } = await registeredStudent();
    await fail(email, 4);
    expect((await logIn(email)).status).toBe(200);
    await fail(email, 4);
    expect((await logIn(email)).status).toBe(200);
    expect((await table.items()).filter((item) => item.type === "login-guard" && item.pk === `LOGIN#${email}`)).toEqual([]);
  });

  it("LOG-3 guesses sent at once get no more comparisons than guesses in a row", async () => {
    const { email } = await registeredStudent();
    const replies = await Promise.all(Array.from({ length: 12 }, () => logIn(email, "Wrong-Day-2")));
    const compared = replies.filter((reply) => reply.status === 401);
    expect(compared.length).toBeLessThanOrEqual(5);
    expect(replies.filter((reply) => reply.status !== 401).every((reply) => reply.status === 429)).toBe(true);
  });

  it("LOG-2 strangers cannot lock an owner out of a device the account knows", async () => {
    const { email } = await registeredStudent();
    const device = { sourceIp: freshIp(), userAgent: "Firefox/130.0" };
    expect((await logIn(email, PASSWORD, device)).status).toBe(200);
    await fail(email, 5);
    expect((await logIn(email, PASSWORD)).problem.code).toBe("ACCOUNT_TEMPORARILY_LOCKED");
    expect((await logIn(email, PASSWORD, device)).status).toBe(200);
  });

  it("LOG-5 only someone with the password learns that the account is deactivated", async () => {
    const { email, userId } = await registeredStudent();
    await change(userId, { accountStatus: "deactivated", statusReason: "admin" });
    expect((await logIn(email, "Wrong-Day-2")).problem.code).toBe("INVALID_CREDENTIALS");
    expect((await logIn(email)).problem).toMatchObject({ status: 403, code: "ACCOUNT_DEACTIVATED" });
  });

  it("LOG-5 ACC-5 a suspended account signs in", async () => {
    const { email, userId } = await registeredStudent();
    await change(userId, { accountStatus: "suspended", statusReason: "admin" });
    expect((await logIn(email)).body).toMatchObject({ user: { accountStatus: "suspended", isActive: true } });
  });

  it("never opens a session past two-factor, though nobody can pass it yet", async () => {
    const { email, userId } = await registeredStudent();
    const { user } = await signedIn();
    await change(userId, { twoFactor: { ...user.twoFactor, enabled: true } });
    expect((await logIn(email)).status).toBe(500);
    expect(await sessionsOf(userId)).toHaveLength(1);
  });

  it("LOG-7 remembers the device and tells of a new one once", async () => {
    const { email, userId } = await registeredStudent();
    moveClock(10 * MINUTE_MS);
    const device = { sourceIp: freshIp(), userAgent: "Mozilla/5.0 (Macintosh) Chrome/140.0" };
    await logIn(email, PASSWORD, device);
    await logIn(email, PASSWORD, device);
    expect((await eventsOf(userId, "user.logged_in")).map((event) => event.data)).toEqual([
      { userId, newDevice: true },
      { userId, newDevice: false },
    ]);
    expect(await sessionsOf(userId)).toContainEqual(expect.objectContaining({ deviceName: "Chrome on macOS", ip: device.sourceIp }));
    const audited = (await table.partition(`AUDIT#user#${userId}`)).filter((entry) => entry.action === "user.login");
    expect(audited).toHaveLength(2);
    expect(audited[0]).toMatchObject({ actorId: userId, actorType: "user", actorIp: device.sourceIp });
  });

  it("REG-17 the first login within five minutes of registering only records the device", async () => {
    const { email, userId } = await registeredStudent();
    await logIn(email);
    await logIn(email);
    expect((await eventsOf(userId, "user.logged_in")).map((event) => event.data)).toEqual([
      { userId, newDevice: false },
      { userId, newDevice: true },
    ]);
  });

  it("LOG-7 two logins at once from two new devices are both remembered", async () => {
    const { email, userId } = await registeredStudent();
    const replies = await Promise.all([logIn(email), logIn(email)]);
    expect(replies.map((reply) => reply.status)).toEqual([200, 200]);
    const [devices] = (await table.partition(`USER#${userId}`)).filter((item) => item.type === "known-devices");
    expect(devices?.fingerprints).toHaveLength(2);
  });

  it("PWD-2 replaces a hash of an older cost", async () => {
    const { email, userId } = await registeredStudent();
    const cheap = { password: PASSWORD, salt: "saltsaltsaltsalt", iterations: 1, memorySize: 8, parallelism: 1, hashLength: 32 } as const;
    const old = await argon2id({ ...cheap, outputType: "encoded" });
    await change(userId, { passwordHash: old });
    expect((await logIn(email)).status).toBe(200);
    const [user] = (await table.partition(`USER#${userId}`)).filter((item) => item.type === "user");
    expect(String(user?.passwordHash)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await logIn(email)).status).toBe(200);
  });

  it("SES-7 SES-11 the twenty-first session ends the one used longest ago, and says so", async () => {
    const { userId, user, session, token } = await signedIn({ passwordHash: await hashPassword(PASSWORD) });
    await openMore(session, MAX_LIVE_SESSIONS - 2);
    expect((await logIn(user.email)).status).toBe(200);
    expect(await eventsOf(userId, "session.ended")).toEqual([]);
    expect((await logIn(user.email)).status).toBe(200);
    const sessions = await sessionsOf(userId);
    expect(sessions.filter((one) => one.revokedAt === null)).toHaveLength(MAX_LIVE_SESSIONS);
    expect(sessions.filter((one) => one.revokedAt !== null)).toMatchObject([{ sessionId: session.sessionId, revokeReason: "evicted" }]);
    expect(await eventsOf(userId, "session.ended")).toMatchObject([{ data: { userId, sessionIds: [session.sessionId] } }]);
    expect((await invoke(getMe, { token, sourceIp: freshIp() })).problem.code).toBe("TOKEN_REVOKED");
  });

  it("SES-7 sessions that are dead anyway take no place", async () => {
    const { userId, user, session } = await signedIn({ passwordHash: await hashPassword(PASSWORD) });
    await openMore(session, 2 * MAX_LIVE_SESSIONS);
    await change(userId, { sessionEpoch: 1 });
    await logIn(user.email);
    expect((await sessionsOf(userId)).filter((one) => one.revokedAt !== null)).toEqual([]);
  });

  it("SES-5 a login that races the end of all sessions is born dead", async () => {
    const { email, userId } = await registeredStudent();
    const { accessToken } = tokens(await logIn(email));
    await change(userId, { sessionEpoch: 1 });
    expect((await invoke(getMe, { token: accessToken, sourceIp: freshIp() })).problem.code).toBe("TOKEN_REVOKED");
    expect(tokens(await logIn(email)).accessToken).toMatch(/^eyJ/);
    expect((await sessionsOf(userId)).map((session) => session.epoch)).toContain(1);
  });

  it("SES-8 sets cookies for browsers and answers them no refresh token", async () => {
    const { email } = await registeredStudent();
    const reply = await invoke(login, { body: { email, password: PASSWORD }, sourceIp: freshIp() });
    expect(reply.body).toMatchObject({ refreshToken: null });
    expect(reply.cookies.map((cookie) => cookie.split("=")[0])).toEqual(["sid", "rid"]);
    const [access = ""] = reply.cookies;
    expect((await invoke(getMe, { headers: { cookie: access.split(";")[0] ?? "" } })).status).toBe(200);
  });

  it("SEC-8 neither the log nor the guard ever holds the password or a token", async () => {
    const { email } = await registeredStudent();
    let answer = { accessToken: "", refreshToken: "" };
    const log = await logLinesOf(async () => {
      await logIn(email, "Wrong-Day-2");
      answer = tokens(await logIn(email));
    });
    for (const secret of [PASSWORD, "Wrong-Day-2", answer.accessToken, answer.refreshToken, email]) expect(log).not.toContain(secret);
  });

  it("lets one address try twenty times a minute", async () => {
    const sourceIp = freshIp();
    const attempt = (call: number) => invoke(login, { body: { email: `nobody${call}@example.com`, password: "x" }, sourceIp });
    for (let call = 0; call < 20; call++) expect((await attempt(call)).status).toBe(401);
    expect((await attempt(20)).problem).toMatchObject({ status: 429, policy: "login_ip" });
  });
});

interface Device {
  readonly sourceIp: string;
  readonly userAgent: string;
}

function logIn(email: string, password = PASSWORD, device: Device = { sourceIp: freshIp(), userAgent: "test" }) {
  const headers = { "x-auth-transport": "token", "user-agent": device.userAgent };
  return invoke(login, { body: { email, password }, headers, sourceIp: device.sourceIp });
}

async function fail(email: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) expect((await logIn(email, "Wrong-Day-2")).status).toBe(401);
}

function tokens(reply: Reply<BodyOf<typeof login>>): { accessToken: string; refreshToken: string } {
  const { body } = reply;
  if (body.requiresTwoFactor) throw new Error("there is no two-factor here");
  return { accessToken: body.accessToken, refreshToken: body.refreshToken ?? "" };
}

/** Sessions beside the first one, each used a millisecond after the one before. */
async function openMore(first: Session, count: number): Promise<void> {
  for (let number = 1; number <= count; number++) {
    const lastUsedAt = plusMilliseconds(first.lastUsedAt, number);
    await commit(sessionWrites({ ...first, sessionId: newId("ses", lastUsedAt), lastUsedAt }));
  }
}

async function change(userId: UserId, set: Partial<User>): Promise<void> {
  await commit([update(userKey(userId), { set }, present)]);
}

async function sessionsOf(userId: UserId): Promise<StoredItem[]> {
  return (await table.partition(`USER#${userId}`)).filter((item) => item.type === "session");
}

async function eventsOf(userId: UserId, eventType: string): Promise<StoredItem[]> {
  const events = (await table.items()).filter((item) => item.eventType === eventType && JSON.stringify(item.data).includes(userId));
  return events.toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
}
