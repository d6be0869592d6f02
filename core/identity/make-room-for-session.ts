import type { Context } from "../context.ts";
import { sessionsByUse } from "../table/keys.ts";
import { readRange } from "../table/read.ts";
import type { Write } from "../table/write.ts";
import { endSessionWrites } from "./end-session.ts";
import { isLive, MAX_LIVE_SESSIONS, type Session, sessionsToEvict } from "./session.ts";
import type { User } from "./user.ts";

/**
 * The writes that end the least recently used sessions so that one more fits (SES-7). The index is read newest use first. Whatever is dead
 * by age or epoch was used before everything that lives, so the live ones stand in front; twice their number leaves room for those that
 * logins in parallel opened past the limit.
 */
export async function makeRoomForSession(ctx: Context, user: Pick<User, "userId" | "sessionEpoch">): Promise<Write[]> {
  const { items } = await readRange<Session>({ ...sessionsByUse(user.userId), limit: 2 * MAX_LIVE_SESSIONS, descending: true });
  const live = items.filter((session) => isLive(session, user, ctx.now));
  return endSessionWrites(ctx, sessionsToEvict(live), "evicted");
}
