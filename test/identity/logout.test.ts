import { afterEach, describe, expect, it } from "vitest";
import { moveClock } from "../../core/clients/clock.ts";
import type { UserId } from "../../core/ids.ts";
import * as getMe from "../../functions/identity/get-me.ts";
import * as logout from "../../functions/identity/logout.ts";
import * as refreshSession from "../../functions/identity/refresh-session.ts";
import { type Call, invoke } from "../support/invoke.ts";
import { freshIp, signedIn } from "../support/people.ts";
import { type StoredItem, useTable } from "../support/table.ts";

const table = useTable();
const HOUR_MS = 60 * 60_000;
const TOKENS_IN_BODY = { "x-auth-transport": "token" };

afterEach(() => moveClock(0));

describe("logout", () => {
  it("SES-10 SES-11 ends the session of the access token, once, and says so", async () => {
    const { token, userId, session, refreshToken } = await signedIn();
    expect((await leave({ token })).status).toBe(204);
    expect((await leave({ token })).status).toBe(204);
    expect((await invoke(getMe, { token })).problem.code).toBe("TOKEN_REVOKED");
    const refreshed = await invoke(refreshSession, { body: { refreshToken }, headers: TOKENS_IN_BODY, sourceIp: freshIp() });
    expect(refreshed.problem.code).toBe("TOKEN_REVOKED");
    expect(await eventsOf(userId)).toMatchObject([{ eventType: "session.ended", data: { userId, sessionIds: [session.sessionId] } }]);
    expect(await table.partition(`AUDIT#user#${userId}`)).toMatchObject([{ action: "user.logout", actorId: userId }]);
  });

  it("SES-10 leaves the user's other sessions alone", async () => {
    const here = await signedIn();
    const elsewhere = await signedIn();
    await leave({ token: here.token });
    expect((await invoke(getMe, { token: elsewhere.token })).status).toBe(200);
  });

  it("SES-10 takes an access token that has expired", async () => {
    const { token, userId } = await signedIn();
    moveClock(2 * HOUR_MS);
    await leave({ token });
    expect(await sessionOf(userId)).toMatchObject({ revokeReason: "logout" });
  });

  it("SES-10 takes the refresh token, current or previous, when there is no good access token", async () => {
    const current = await signedIn();
    await leave({ token: "nonsense", body: { refreshToken: current.refreshToken }, headers: TOKENS_IN_BODY });
    expect(await sessionOf(current.userId)).toMatchObject({ revokeReason: "logout" });
    const previous = await signedIn();
    await invoke(refreshSession, { body: { refreshToken: previous.refreshToken }, headers: TOKENS_IN_BODY, sourceIp: freshIp() });
    moveClock(HOUR_MS);
    await leave({ body: { refreshToken: previous.refreshToken }, headers: TOKENS_IN_BODY });
    expect(await sessionOf(previous.userId)).toMatchObject({ revokeReason: "logout" });
  });

  it("SES-10 a secret that is not the session's ends nothing", async () => {
    const { userId, session } = await signedIn();
    const guessed = `${session.sessionId}.${"A".repeat(43)}`;
    expect((await leave({ body: { refreshToken: guessed }, headers: TOKENS_IN_BODY })).status).toBe(204);
    expect(await sessionOf(userId)).toMatchObject({ revokedAt: null });
  });

  it("SES-8 a cookie's secret does not count when it comes in a body", async () => {
    const { userId, refreshToken } = await signedIn({ session: { transport: "cookie" } });
    await leave({ body: { refreshToken }, headers: TOKENS_IN_BODY });
    expect(await sessionOf(userId)).toMatchObject({ revokedAt: null });
    await leave({ headers: { cookie: `rid=${refreshToken}` } });
    expect(await sessionOf(userId)).toMatchObject({ revokeReason: "logout" });
  });

  it("SES-10 answers 204 and clears the cookies whether or not there was a session; the trusted device stays", async () => {
    const reply = await leave({});
    expect(reply.status).toBe(204);
    expect(reply.cookies.map((cookie) => cookie.split(";")[0])).toEqual(["sid=", "rid=", "guest_id="]);
    expect(reply.cookies.every((cookie) => cookie.includes("Max-Age=0"))).toBe(true);
    expect((await leave({ body: { everything: true } })).problem.errors).toMatchObject([{ code: "UNKNOWN_FIELD" }]);
  });
});

function leave(call: Call) {
  return invoke(logout, { sourceIp: freshIp(), ...call });
}

async function sessionOf(userId: UserId): Promise<StoredItem | undefined> {
  return (await table.partition(`USER#${userId}`)).find((item) => item.type === "session");
}

async function eventsOf(userId: UserId): Promise<StoredItem[]> {
  return (await table.items()).filter((item) => item.type === "event" && JSON.stringify(item.data).includes(userId));
}
