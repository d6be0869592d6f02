import type { Context } from "../context.ts";
import { compare } from "../table/condition.ts";
import { sessionKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { update, type Write } from "../table/write.ts";
import type { RevokeReason, Session } from "./session.ts";

type Ending = Pick<Session, "userId" | "sessionId">;

/** Ends single sessions and says so in the same transaction (SES-11); a session that somebody else ended meanwhile is a lost race. */
export function endSessionWrites(ctx: Context, sessions: readonly Ending[], revokeReason: RevokeReason): Write[] {
  const [first] = sessions;
  if (!first) return [];
  const sessionIds = sessions.map((session) => session.sessionId);
  const revoked = { revokedAt: ctx.now, revokeReason };
  return [
    ...sessions.map(({ userId, sessionId }) =>
      update(sessionKey(userId, sessionId), { set: revoked }, compare("revokedAt", "=", null), { index: { gsi2: null } }),
    ),
    publish(ctx, "session.ended", { userId: first.userId, sessionIds }),
  ];
}
