import type { Context, Member } from "../context.ts";
import type { UserId } from "../ids.ts";
import { blackoutsOf } from "../table/keys.ts";
import { readEvery, startingWith } from "../table/read.ts";
import { localDateAt } from "../time.ts";
import { type Blackout, type BlackoutView, blackoutView } from "./blackout.ts";
import { readOwnSettings } from "./own-calendar.ts";

/** The caller's days off from today on, by date (BLK-5). */
export async function listBlackoutDates({ principal, now }: Context<Member>): Promise<readonly BlackoutView[]> {
  const [settings, blackouts] = await Promise.all([readOwnSettings(principal.userId), readBlackouts(principal.userId)]);
  const today = localDateAt(now, settings.timezone);
  return blackouts
    .filter(({ date }) => date >= today)
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .map(blackoutView);
}

/** All days off, past ones too. */
export function readBlackouts(instructorId: UserId): Promise<readonly Blackout[]> {
  const { pk, prefix } = blackoutsOf(instructorId);
  return readEvery<Blackout>({ pk, ...startingWith(prefix) });
}
