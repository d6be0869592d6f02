import type { UserId } from "../ids.ts";
import { availabilityDayKey } from "../table/keys.ts";
import { check, update, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import { atRevision } from "./calendar-repository.ts";
import type { HoursPlan } from "./hours-plan.ts";

/**
 * An edit of hours as items of the caller's transaction: every day that changes and every day that was only looked at, each on condition of
 * its revision (AVW-8). Taken time is no part of it, so an edit moves no lesson (AVW-9).
 */
export function hoursItems(
  instructorId: UserId,
  { updates, checks }: Pick<HoursPlan, "updates" | "checks">,
  now: Instant,
  source: AvailabilityDay["source"] = "manual",
): Write[] {
  return [
    ...updates.map(({ date, ifRevision, ...hours }) => {
      const set = { instructorId, date, ...hours, source, openUpdatedAt: now, updatedAt: now };
      return update(availabilityDayKey(instructorId, date), { set }, atRevision(ifRevision));
    }),
    ...checks.map(({ date, revision }) => check(availabilityDayKey(instructorId, date), atRevision(revision))),
  ];
}
