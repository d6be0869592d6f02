import type { UserId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { absent, any, present, unchanged } from "../table/condition.ts";
import {
  activeRangeJobKey,
  availabilityDayKey,
  blackoutKey,
  calendarSettingsKey,
  rangeJobKey,
  rangeJobsOf,
  weeklyPatternKey,
} from "../table/keys.ts";
import { readEvery, startingWith } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { remove, update, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import { readStoredDays } from "./calendar-repository.ts";
import { readBlackouts } from "./list-blackout-dates.ts";
import { closedHours, isClosed } from "./open-hours.ts";
import type { RangeJob } from "./range-job.ts";

const MOST_AT_ONCE = 50;

/**
 * Deletes what an erased instructor has told about the own time (AV-71). Days that had a lesson are kept without hours, as the lesson is kept.
 * It can be stopped and begun again anywhere; jobs and pattern go first, so that nothing writes behind it.
 */
export async function eraseCalendar(instructorId: UserId, now: Instant): Promise<void> {
  await untilCommitted(
    () => attempt(instructorId, now),
    (lost) => lost,
  );
}

async function attempt(instructorId: UserId, now: Instant): Promise<void> {
  const { pk, prefix } = rangeJobsOf(instructorId);
  // The mark of the running job lies among them and names it a second time.
  const [jobs, blackouts] = await Promise.all([
    readEvery<Pick<RangeJob, "rangeJobId">>({ pk, ...startingWith(prefix) }),
    readBlackouts(instructorId),
  ]);
  await inBatches([
    remove(weeklyPatternKey(instructorId), whatever),
    remove(activeRangeJobKey(instructorId), whatever),
    ...[...new Set(jobs.map(({ rangeJobId }) => rangeJobId))].map((rangeJobId) => remove(rangeJobKey(instructorId, rangeJobId), whatever)),
    remove(calendarSettingsKey(instructorId), whatever),
    ...blackouts.map(({ blackoutId }) => remove(blackoutKey(instructorId, blackoutId), whatever)),
  ]);
  const days = await readStoredDays(instructorId, "0000-01-01", "9999-12-31");
  await inBatches(days.flatMap((day) => erasedDay(day, now)));
}

const whatever = any(absent, present);

/** Nothing, for a day that says nothing any more. */
function erasedDay(day: AvailabilityDay, now: Instant): Write[] {
  const { instructorId, date, revision, everBooked, blackoutId } = day;
  const key = availabilityDayKey(instructorId, date);
  if (!everBooked) return [remove(key, unchanged({ revision }))];
  if (blackoutId === undefined && isClosed(day)) return [];
  const set = { ...closedHours(), blackoutId: undefined, blackoutReason: undefined, revision: revision + 1, updatedAt: now };
  return [update(key, { set }, unchanged({ revision }))];
}

async function inBatches(writes: readonly Write[]): Promise<void> {
  for (let start = 0; start < writes.length; start += MOST_AT_ONCE) await commit(writes.slice(start, start + MOST_AT_ONCE));
}
