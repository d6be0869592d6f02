import { randomUUID } from "node:crypto";
import type { Context } from "../context.ts";
import { newId, type SessionId } from "../ids.ts";
import { absent } from "../table/condition.ts";
import { sessionKey, sessionOwnerKey, sessionsByUseIndex } from "../table/keys.ts";
import { put, type Write } from "../table/write.ts";
import { DAY_MS, type Instant, plusMilliseconds } from "../time.ts";
import { issueAccessToken } from "./access-token.ts";
import { deviceSignature } from "./device-signature.ts";
import { currentRefreshKey } from "./refresh-keys.ts";
import { formatRefreshToken, newRefreshSecret } from "./refresh-token.ts";
import { hashSecret } from "./secret-hash.ts";
import { openSession, type Session, type SessionOrigin, type Transport } from "./session.ts";
import { tokenSigner } from "./token-keys.ts";
import type { User } from "./user.ts";

/** How long an ended session stays visible to its owner and to support (identity 3.8). */
const KEPT_AFTER_END_MS = 7 * DAY_MS;

/** What signing in gives: who it is, and the two secrets of the fresh session. */
export interface SignIn {
  readonly user: User;
  readonly session: Session;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface SessionStart {
  readonly transport: Transport;
  readonly via: SessionOrigin;
}

/** A session that begins with `sessionWrites`. It carries the epoch of the user as read together with what was verified (SES-5). */
export async function startSession(ctx: Context, user: User, how: SessionStart): Promise<SignIn> {
  const { ip, userAgent } = ctx.origin ?? { ip: "", userAgent: "" };
  const { userId, sessionEpoch } = user;
  const secret = newRefreshSecret();
  const sessionId = newId("ses", ctx.now);
  const refresh = { refreshHash: hashSecret(secret), refreshKeyId: (await currentRefreshKey()).id };
  const device = { deviceName: deviceSignature(userAgent).deviceName, userAgent, ip };
  const session = openSession({ sessionId, userId, epoch: sessionEpoch, ...refresh, ...device, ...how }, ctx.now);
  const accessToken = await accessTokenOf(user, sessionId, ctx.now);
  return { user, session, accessToken, refreshToken: formatRefreshToken({ sessionId, secret }) };
}

/** Stores a new session, and under its id alone whose it is, since a refresh token names nobody. */
export function sessionWrites(session: Session): Write[] {
  const { userId, sessionId, absoluteExpiresAt } = session;
  const kept = { ttl: sessionForgottenAt(session), index: { gsi2: sessionsByUseIndex(session) } };
  return [
    put(sessionKey(userId, sessionId), session, absent, kept),
    put(sessionOwnerKey(sessionId), { userId }, absent, { ttl: plusMilliseconds(absoluteExpiresAt, KEPT_AFTER_END_MS) }),
  ];
}

/** When the table may forget a session. */
export function sessionForgottenAt({ expiresAt }: Pick<Session, "expiresAt">): Instant {
  return plusMilliseconds(expiresAt, KEPT_AFTER_END_MS);
}

/** An access token of the session (SES-1). */
export async function accessTokenOf(user: Pick<User, "userId" | "role">, sessionId: SessionId, now: Instant): Promise<string> {
  const { userId, role } = user;
  return issueAccessToken(await tokenSigner(), { userId, role, sessionId, tokenId: randomUUID() }, now);
}
