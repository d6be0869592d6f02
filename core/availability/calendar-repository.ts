import type { UserId } from "../ids.ts";
import { absent, all, any, compare, missing, unchanged } from "../table/condition.ts";
import { availabilityDayKey, availabilityDaysBetween, calendarSettingsKey } from "../table/keys.ts";
import { readEvery, readRange } from "../table/read.ts";
import { check, update, type Write } from "../table/write.ts";
import { addDays, daysBetween, type Instant, type LocalDate } from "../time.ts";
import { type AvailabilityDay, type CalendarDays, calendarDays, emptyDay } from "./availability-day.ts";
import type { CalendarWrites } from "./calendar-writes.ts";

/** The keys of a lesson's date and of the two days into which its buffers can reach. */
export function lessonDayKeys(instructorId: UserId, date: LocalDate) {
  const key = (days: number) => availabilityDayKey(instructorId, addDays(date, days));
  return [key(-1), key(0), key(1)] as const;
}

/** What was read under `lessonDayKeys`. */
export function lessonDays(instructorId: UserId, date: LocalDate, items: readonly (AvailabilityDay | undefined)[]): CalendarDays {
  const stored = items.filter((item) => item !== undefined);
  return calendarDays(instructorId, addDays(date, -1), addDays(date, 1), stored);
}

/** The days of a range in one query. Booking decides on strongly read days; what is only shown may be read eventually. */
export async function readDays(instructorId: UserId, first: LocalDate, last: LocalDate, eventual: boolean): Promise<CalendarDays> {
  const range = availabilityDaysBetween(instructorId, first, last);
  const { items } = await readRange<AvailabilityDay>({ ...range, limit: daysBetween(first, last) + 1, eventual });
  return calendarDays(instructorId, first, last, items);
}

/** The days of a range that are stored at all, however long it is. */
export async function readStoredDays(instructorId: UserId, first: LocalDate, last: LocalDate): Promise<AvailabilityDay[]> {
  const items = await readEvery<AvailabilityDay>(availabilityDaysBetween(instructorId, first, last));
  return items.map((item) => ({ ...emptyDay(instructorId, item.date), ...item }));
}

/** The writes of a claim, release or move as items of the caller's transaction, each on condition of what was read (AV-58). */
export function calendarItems(instructorId: UserId, writes: CalendarWrites, now: Instant): Write[] {
  const updates = writes.updates.map(({ date, ifRevision, busy, busyTravel, revision, everBooked }) => {
    const set = { instructorId, date, busy, busyTravel, revision, everBooked, updatedAt: now };
    return update(availabilityDayKey(instructorId, date), { set }, atRevision(ifRevision));
  });
  const checks = writes.checks.map(({ date, revision }) => check(availabilityDayKey(instructorId, date), atRevision(revision)));
  return [...updates, ...checks, ...settingsCheck(instructorId, writes)];
}

function settingsCheck(instructorId: UserId, { settings }: CalendarWrites): Write[] {
  if (settings === undefined) return [];
  const key = calendarSettingsKey(instructorId);
  if (settings.version === 0) return [check(key, absent)];
  const unlocked = any(missing("zoneLockUntil"), compare("zoneLockUntil", "<=", settings.unlockedAt));
  return [check(key, all(unchanged({ version: settings.version }), unlocked))];
}

/** The condition that a day is as it was read. */
export function atRevision(revision: number) {
  return revision === 0 ? absent : unchanged({ revision });
}
