import type { Context, Member } from "../context.ts";
import { commit } from "../table/commit.ts";
import { unchanged } from "../table/condition.ts";
import { calendarSettingsKey } from "../table/keys.ts";
import { untilCommitted } from "../table/retry.ts";
import { update } from "../table/write.ts";
import type { Instant } from "../time.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { readOwnSettings } from "./own-calendar.ts";

/** Notes that the caller has seen the hint before the first save; the first instant stays (SET-4). */
export async function acknowledgeCalendarSettings(ctx: Context<Member>): Promise<Instant> {
  return untilCommitted(() => attempt(ctx), calendarBusy);
}

async function attempt({ principal, now }: Context<Member>): Promise<Instant> {
  const { acknowledgedAt, version } = await readOwnSettings(principal.userId);
  if (acknowledgedAt !== undefined) return acknowledgedAt;
  const key = calendarSettingsKey(principal.userId);
  // The settings show it, so their ETag changes with it.
  await commit([update(key, { set: { acknowledgedAt: now, version: version + 1 } }, unchanged({ version }))]);
  return now;
}
