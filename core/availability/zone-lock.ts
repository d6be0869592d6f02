import { readClock } from "../clients/clock.ts";
import { DomainError } from "../errors.ts";
import { commit } from "../table/commit.ts";
import { all, any, type Condition, compare, missing, unchanged } from "../table/condition.ts";
import { calendarSettingsKey } from "../table/keys.ts";
import { update } from "../table/write.ts";
import { addDays, type Instant, type LocalDate, localDateAt, MINUTE_MS, millisecondsBetween, plusMilliseconds } from "../time.ts";
import { SETTINGS_LOCKED } from "./availability-errors.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { readDays } from "./calendar-repository.ts";
import { type AvailabilitySettings, LONGEST_HORIZON_DAYS, requireNoLessonsFrom } from "./calendar-settings.ts";
import { isEmpty } from "./slot-bitmap.ts";

const LOCK_MS = MINUTE_MS;
const LEAST_LEFT_MS = 5_000;

/**
 * Holds the zone still and makes sure that no lesson would move with it (SET-6). Claims fail while it is held and are tried again, so none
 * can slip in between looking for lessons and writing the new zone on condition of `zoneHeld`.
 *
 *     read settings ─ hold ─ read days ─┬─ no lesson: write zone, let go
 *                      └── no claims ───┴─ a lesson:  let go, refuse
 */
export async function holdZone({ instructorId, timezone, version }: AvailabilitySettings, now: Instant): Promise<void> {
  const key = calendarSettingsKey(instructorId);
  await commit([update(key, { set: { zoneLockUntil: holdUntil(now) } }, all(unchanged({ version }), zoneFree(now)))]);
  const today = localDateAt(now, timezone);
  const yesterday = addDays(today, -1);
  try {
    requireNoLessonsFrom(yesterday, await lessonDates(instructorId, yesterday, addDays(today, LONGEST_HORIZON_DAYS + 1)));
  } catch (refusal) {
    await commit([update(key, { set: { zoneLockUntil: undefined } }, zoneHeld(now))]);
    throw refusal;
  }
  // `now` is when the request began: a function that was frozen meanwhile may wake up long after its hold has ended.
  if (millisecondsBetween(readClock(), holdUntil(now)) < LEAST_LEFT_MS) throw calendarBusy();
}

/** The condition that the request which began at `now` still holds the zone. Its end tells one hold from another. */
export function zoneHeld(now: Instant): Condition {
  return unchanged({ zoneLockUntil: holdUntil(now) });
}

/** The condition that no other request holds the zone. An attempt that lost a race finds the hold of the one before. */
export function zoneFree(now: Instant): Condition {
  return any(missing("zoneLockUntil"), compare("zoneLockUntil", "<=", now), zoneHeld(now));
}

/** Settings are not changed while another request may be about to change their zone. */
export function requireZoneFree({ zoneLockUntil }: AvailabilitySettings, now: Instant): void {
  if (zoneLockUntil === undefined || zoneLockUntil <= now || zoneLockUntil === holdUntil(now)) return;
  const headers = { "retry-after": String(Math.ceil(millisecondsBetween(now, zoneLockUntil) / 1_000)) };
  throw new DomainError(SETTINGS_LOCKED, "Another change of these settings is running. Repeat after Retry-After.", {}, { headers });
}

function holdUntil(now: Instant): Instant {
  return plusMilliseconds(now, LOCK_MS);
}

async function lessonDates(instructorId: AvailabilitySettings["instructorId"], first: LocalDate, last: LocalDate): Promise<LocalDate[]> {
  const days = await readDays(instructorId, first, last, false);
  return [...days.values()].filter((day) => !isEmpty(day.busy)).map((day) => day.date);
}
