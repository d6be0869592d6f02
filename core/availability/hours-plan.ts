import type { LocalDate } from "../time.ts";
import { type AvailabilityDay, type LessonTime, lessonTimes } from "./availability-day.ts";
import type { DayCheck } from "./calendar-writes.ts";
import { changeOf, type DatedHours, type HoursChange, type OpenHours, sameHours, windowsMissingIn } from "./open-hours.ts";
import { andNot } from "./slot-bitmap.ts";

/** The hours of one day as they shall become, if the day still has the revision that was read. Taken time is not part of it (AVW-9). */
export interface HoursUpdate extends DatedHours {
  /** 0 = there must be no item yet. */
  readonly ifRevision: number;
  readonly revision: number;
}

export interface DayChange extends HoursChange {
  readonly date: LocalDate;
}

/** What an edit of hours does to the days it looked at: the writes, and what the answer says about them. */
export interface HoursPlan {
  readonly updates: readonly HoursUpdate[];
  /** The days that stay as they are, on which the edit was decided all the same (AVW-8). */
  readonly checks: readonly DayCheck[];
  readonly changes: readonly DayChange[];
  readonly windowsCreated: number;
  readonly windowsDeleted: number;
  /** Dates too long ago to be written that would have changed (AVW-7). */
  readonly skippedDates: readonly LocalDate[];
  /** Taken time of today and later that lies outside the new hours; the lessons stand (AVW-10). */
  readonly uncoveredLessons: readonly LessonTime[];
}

export interface HoursPlanInput {
  /** Ascending. */
  readonly days: readonly AvailabilityDay[];
  /** The hours that dates shall have; dates without an entry stay as they are. */
  readonly wanted: ReadonlyMap<LocalDate, OpenHours>;
  /** Earlier dates are never written. */
  readonly firstWritable: LocalDate;
  readonly today: LocalDate;
}

/** Compares days with the hours wanted for them. A day whose hours are the same already is not written (AV-9). */
export function planHours({ days, wanted, firstWritable, today }: HoursPlanInput): HoursPlan {
  const differing = days.filter((day) => !sameHours(day, wantedFor(day)));
  const written = differing.filter((day) => day.date >= firstWritable);
  const after = (day: AvailabilityDay) => (written.includes(day) ? wantedFor(day) : day);
  return {
    updates: written.map((day) => updateOf(day, wantedFor(day))),
    checks: days.filter((day) => !written.includes(day)).map(({ date, revision }) => ({ date, revision })),
    changes: written.map((day) => ({ date: day.date, ...changeOf(day, wantedFor(day)) })),
    windowsCreated: sum(written.map((day) => windowsMissingIn(day, wantedFor(day)))),
    windowsDeleted: sum(written.map((day) => windowsMissingIn(wantedFor(day), day))),
    skippedDates: differing.filter((day) => day.date < firstWritable).map((day) => day.date),
    uncoveredLessons: days.filter((day) => day.date >= today).flatMap((day) => lessonTimes(day.date, andNot(day.busy, after(day).open))),
  };

  function wantedFor(day: AvailabilityDay): OpenHours {
    return wanted.get(day.date) ?? day;
  }
}

/** The hours of the days once the plan is carried out. */
export function hoursAfter(days: readonly AvailabilityDay[], plan: HoursPlan): DatedHours[] {
  const updates = new Map(plan.updates.map((update) => [update.date, update]));
  return days.map((day) => updates.get(day.date) ?? day);
}

function updateOf({ date, revision }: AvailabilityDay, { open, onlineOnly, noTravel }: OpenHours): HoursUpdate {
  return { date, ifRevision: revision, open, onlineOnly, noTravel, revision: revision + 1 };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, each) => total + each, 0);
}
