import type { SessionId, UserId } from "../ids.ts";
import { DAY_MS, type Instant, plusMilliseconds } from "../time.ts";
import type { User } from "./user.ts";

/** One signed-in device: a short access token beside a rotating refresh token. */
export interface Session {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant;
  /** Null until the first refresh: the first secret was not made by a rotation, so no grace hangs on it. */
  readonly lastRotatedAt: Instant | null;
  readonly expiresAt: Instant;
  readonly absoluteExpiresAt: Instant;
  /** SHA-256 of the current refresh secret; the secret itself is kept nowhere. */
  readonly refreshHash: string;
  /** The session keeps the key it began with, so that a replaced key strands nobody (SES-3). */
  readonly refreshKeyId: string;
  /** The user's `sessionEpoch` as it was read together with the password hash or secret that was verified (SES-5). */
  readonly epoch: number;
  readonly transport: Transport;
  readonly deviceName: string;
  readonly userAgent: string;
  readonly ip: string;
  readonly via: SessionOrigin;
  readonly revokedAt: Instant | null;
  readonly revokeReason: RevokeReason | null;
}

/** How the secrets travel; fixed when the session is created (SES-8). */
export type Transport = "cookie" | "token";

export type SessionOrigin = "password" | "two_factor" | "registration" | "password_change";

export type RevokeReason =
  | "logout"
  | "logout_all"
  | "password_change"
  | "password_reset"
  | "tfa_change"
  | "status_change"
  | "admin"
  | "reuse_detected"
  | "evicted"
  | "erasure"
  | "user";

export const SESSION_IDLE_MS = 7 * DAY_MS;
export const SESSION_ABSOLUTE_MS = 30 * DAY_MS;
export const MAX_LIVE_SESSIONS = 20;

export type NewSession = Pick<
  Session,
  "sessionId" | "userId" | "refreshHash" | "refreshKeyId" | "epoch" | "transport" | "deviceName" | "userAgent" | "ip" | "via"
>;

export function openSession(fresh: NewSession, now: Instant): Session {
  return {
    ...fresh,
    userAgent: fresh.userAgent.slice(0, 512),
    createdAt: now,
    lastUsedAt: now,
    lastRotatedAt: null,
    expiresAt: plusMilliseconds(now, SESSION_IDLE_MS),
    absoluteExpiresAt: plusMilliseconds(now, SESSION_ABSOLUTE_MS),
    revokedAt: null,
    revokeReason: null,
  };
}

export function isExpired(session: Session, now: Instant): boolean {
  return now >= session.expiresAt || now >= session.absoluteExpiresAt;
}

/** Whether the session still signs its user in (SES-5). */
export function isLive(session: Session, user: Pick<User, "sessionEpoch">, now: Instant): boolean {
  return session.revokedAt === null && session.epoch === user.sessionEpoch && !isExpired(session, now);
}

/** The live sessions that must go so that one more fits: the least recently used first (SES-7). */
export function sessionsToEvict(liveSessions: readonly Session[]): readonly Session[] {
  const surplus = liveSessions.length - (MAX_LIVE_SESSIONS - 1);
  if (surplus <= 0) return [];
  return liveSessions.toSorted((a, b) => compareText(a.lastUsedAt, b.lastUsedAt)).slice(0, surplus);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
