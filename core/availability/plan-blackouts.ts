import { DomainError } from "../errors.ts";
import { datesBetween, type LocalDate } from "../time.ts";
import { type AvailabilityDay, type LessonTime, lessonTimes } from "./availability-day.ts";
import { BLACKOUT_EXISTS } from "./availability-errors.ts";
import type { DayCheck } from "./calendar-writes.ts";
import { requireDateRange, requireNotPast, requireNotTooFar } from "./editable-dates.ts";

const MAX_BLACKOUT_DAYS = 31;

/** What can be asked of a range before anything is read: that it is one, and of at most a month. */
export function requireBlackoutRange(startDate: LocalDate, endDate: LocalDate): void {
  requireDateRange(startDate, endDate, MAX_BLACKOUT_DAYS);
}

/** The dates that may become days off at once (BLK-1). */
export function blackoutDates(startDate: LocalDate, endDate: LocalDate, today: LocalDate): LocalDate[] {
  requireBlackoutRange(startDate, endDate);
  requireNotPast(startDate, today);
  requireNotTooFar(endDate, today);
  return datesBetween(startDate, endDate);
}

export interface BlackoutPlan {
  /** The days to be flagged, on condition of their revision. */
  readonly days: readonly DayCheck[];
  /** Lessons that stand all the same (BLK-4). */
  readonly affectedLessons: readonly LessonTime[];
}

/** Days become days off all together or, if one is one already, not at all (BLK-2). */
export function planBlackouts(days: readonly AvailabilityDay[]): BlackoutPlan {
  const existing = days.find((day) => day.blackoutId !== undefined);
  if (existing) {
    throw new DomainError(BLACKOUT_EXISTS, `${existing.date} is a day off already: leave it out.`, { date: existing.date });
  }
  return {
    days: days.map(({ date, revision }) => ({ date, revision })),
    affectedLessons: days.flatMap((day) => lessonTimes(day.date, day.busy)),
  };
}
