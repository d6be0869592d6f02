import { createHmac, randomBytes } from "node:crypto";
import { isId, type SessionId } from "../ids.ts";
import { type Instant, millisecondsBetween, plusMilliseconds } from "../time.ts";
import { equalSecrets, hashSecret } from "./secret-hash.ts";
import { isExpired, isLive, SESSION_IDLE_MS, type Session } from "./session.ts";
import type { User } from "./user.ts";

export interface RefreshToken {
  readonly sessionId: SessionId;
  readonly secret: string;
}

/** How a presented secret stands to the current one of its session. */
export type SecretAge = "current" | "previous" | "older" | "unknown";

export type RefreshVerdict =
  /** Store the session, on condition of the current hash; answer an access token and the next secret. */
  | { readonly kind: "rotate"; readonly session: Session; readonly nextSecret: string }
  /** The secret stays: the last rotation is too fresh for another. */
  | { readonly kind: "access_only" }
  /** A parallel tab, or a lost answer: the same next secret once more. */
  | { readonly kind: "repeat"; readonly nextSecret: string }
  /** Somebody holds a secret that was rotated away: the session must end. */
  | { readonly kind: "reused" }
  | { readonly kind: "unknown" }
  | { readonly kind: "expired" }
  | { readonly kind: "revoked" };

const GRACE_MS = 10_000;
/** Hourly refreshes for 30 days are 720; a thousand derivations take about 5 ms. */
const MAX_STEPS = 1_000;

/** `{sessionId}.{secret}`, the secret being 32 bytes in base64url (SES-2). */
export function formatRefreshToken(token: RefreshToken): string {
  return `${token.sessionId}.${token.secret}`;
}

export function parseRefreshToken(text: string): RefreshToken | undefined {
  const [sessionId = "", secret = "", ...rest] = text.split(".");
  if (rest.length > 0 || !isId("ses", sessionId) || !/^[A-Za-z0-9_-]{43}$/.test(secret)) return undefined;
  return { sessionId, secret };
}

/** The first secret of a session; every later one is derived from it. */
export function newRefreshSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** The secret after this one: the same for every caller who holds it, so that two of them at once get one answer (SES-3). */
export function nextRefreshSecret(refreshKey: string, token: RefreshToken): string {
  return createHmac("sha256", refreshKey).update(formatRefreshToken(token)).digest("base64url");
}

/** Follows the derivation from the presented secret until it meets the current one. */
export function ageOfSecret(session: Session, presented: string, refreshKey: string): SecretAge {
  let secret = presented;
  for (let step = 0; step <= MAX_STEPS; step += 1) {
    if (equalSecrets(hashSecret(secret), session.refreshHash)) return step === 0 ? "current" : step === 1 ? "previous" : "older";
    secret = nextRefreshSecret(refreshKey, { sessionId: session.sessionId, secret });
  }
  return "unknown";
}

/** Decides on a refresh (SES-4). A secret that never was one of this session's touches nothing: whoever guesses cannot end it. */
export function judgeRefresh(
  session: Session,
  user: Pick<User, "sessionEpoch">,
  presented: string,
  refreshKey: string,
  now: Instant,
): RefreshVerdict {
  if (isExpired(session, now)) return { kind: "expired" };
  if (!isLive(session, user, now)) return { kind: "revoked" };
  const nextSecret = nextRefreshSecret(refreshKey, { sessionId: session.sessionId, secret: presented });
  const isFresh = session.lastRotatedAt !== null && millisecondsBetween(session.lastRotatedAt, now) <= GRACE_MS;
  switch (ageOfSecret(session, presented, refreshKey)) {
    case "current":
      return isFresh ? { kind: "access_only" } : { kind: "rotate", session: rotated(session, nextSecret, now), nextSecret };
    case "previous":
      return isFresh ? { kind: "repeat", nextSecret } : { kind: "reused" };
    case "older":
      return { kind: "reused" };
    case "unknown":
      return { kind: "unknown" };
  }
}

function rotated(session: Session, nextSecret: string, now: Instant): Session {
  const idleEnd = plusMilliseconds(now, SESSION_IDLE_MS);
  const reachesItsEnd = session.absoluteExpiresAt < idleEnd;
  return {
    ...session,
    refreshHash: hashSecret(nextSecret),
    lastRotatedAt: now,
    lastUsedAt: now,
    expiresAt: reachesItsEnd ? session.absoluteExpiresAt : idleEnd,
  };
}
