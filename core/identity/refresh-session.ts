import type { Context } from "../context.ts";
import { assertNever, DomainError, type Problem, TOKEN_REVOKED } from "../errors.ts";
import { auditAfterwards } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { unchanged } from "../table/condition.ts";
import { sessionKey, sessionsByUseIndex } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import { update } from "../table/write.ts";
import { endSessionWrites } from "./end-session.ts";
import { findRefreshSession } from "./find-refresh-session.ts";
import { REFRESH_TOKEN_EXPIRED, REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED } from "./identity-errors.ts";
import { formatRefreshToken, judgeRefresh } from "./refresh-token.ts";
import type { Session, Transport } from "./session.ts";
import { accessTokenOf, sessionForgottenAt } from "./start-session.ts";
import type { User } from "./user.ts";

export interface PresentedRefreshToken {
  readonly refreshToken: string;
  readonly transport: Transport;
}

export interface Refreshed {
  readonly session: Session;
  readonly accessToken: string;
  /** Absent when the presented one is still the current one. */
  readonly refreshToken: string | undefined;
}

/** Gives a fresh access token, and mostly the next refresh token, for a refresh token (SES-3, SES-4). */
export async function refreshSession(ctx: Context, presented: PresentedRefreshToken): Promise<Refreshed> {
  return untilCommitted(() => tryRefresh(ctx, presented));
}

async function tryRefresh(ctx: Context, { refreshToken, transport }: PresentedRefreshToken): Promise<Refreshed> {
  const found = await findRefreshSession(refreshToken, transport);
  if (!found) throw refusal(REFRESH_TOKEN_INVALID);
  const { session, user, secret, refreshKey } = found;
  if (!user) throw refusal(TOKEN_REVOKED);
  const verdict = judgeRefresh(session, user, secret, refreshKey, ctx.now);
  switch (verdict.kind) {
    case "rotate":
      await storeRotation(session, verdict.session);
      return refreshed(ctx, user, verdict.session, verdict.nextSecret);
    case "repeat":
      return refreshed(ctx, user, session, verdict.nextSecret);
    case "access_only":
      return refreshed(ctx, user, session, undefined);
    case "reused":
      await endReusedSession(ctx, session);
      throw refusal(REFRESH_TOKEN_REUSED);
    case "unknown":
      throw refusal(REFRESH_TOKEN_INVALID);
    case "expired":
      throw refusal(REFRESH_TOKEN_EXPIRED);
    case "revoked":
      throw refusal(TOKEN_REVOKED);
    default:
      return assertNever(verdict);
  }
}

/** Of callers at once with the same secret one swaps the hash; the others lose the race, read again, and are answered the same secret. */
async function storeRotation({ userId, sessionId, refreshHash }: Session, rotated: Session): Promise<void> {
  const { lastUsedAt, lastRotatedAt, expiresAt } = rotated;
  const set = { refreshHash: rotated.refreshHash, lastUsedAt, lastRotatedAt, expiresAt };
  const asRead = unchanged({ refreshHash, revokedAt: null });
  const kept = { ttl: sessionForgottenAt(rotated), index: { gsi2: sessionsByUseIndex(rotated) } };
  await commit([update(sessionKey(userId, sessionId), { set }, asRead, kept)]);
}

/** Two parties hold secrets of one session and nobody knows which is the owner, so neither may go on. */
async function endReusedSession(ctx: Context, session: Session): Promise<void> {
  const { userId, sessionId } = session;
  await commit([...endSessionWrites(ctx, [session], "reuse_detected"), publish(ctx, "session.reuse_detected", { userId, sessionId })]);
  await auditAfterwards(ctx, { action: "session.reuse_detected", entityType: "session", entityId: sessionId, after: { userId } });
}

async function refreshed(ctx: Context, user: User, session: Session, nextSecret: string | undefined): Promise<Refreshed> {
  const { sessionId } = session;
  const accessToken = await accessTokenOf(user, sessionId, ctx.now);
  const refreshToken = nextSecret === undefined ? undefined : formatRefreshToken({ sessionId, secret: nextSecret });
  return { session, accessToken, refreshToken };
}

function refusal(problem: Problem): DomainError {
  return new DomainError(problem, "This session cannot be continued. Sign in again.");
}
