import { addDays, type LocalDate, mondayOf, weekdayOf } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import { requireDateRange, requireNotTooFar } from "./editable-dates.ts";
import { type HoursPlan, planHours } from "./hours-plan.ts";
import { isClosed, type OpenHours } from "./open-hours.ts";

/** What applying a week to a range of dates has done so far. */
export interface RangeTotals {
  readonly daysProcessed: number;
  readonly daysWritten: number;
  readonly weeksAffected: number;
  readonly windowsCreated: number;
  readonly skippedPastDays: number;
  readonly daysWithWindows: number;
}

export const NO_TOTALS: RangeTotals = {
  daysProcessed: 0,
  daysWritten: 0,
  weeksAffected: 0,
  windowsCreated: 0,
  skippedPastDays: 0,
  daysWithWindows: 0,
};

const MAX_RANGE_DAYS = 366;
const CHUNK_DAYS = 28;

/** The dates to which a week may be applied (AVW-14). */
export function requireApplicableRange(startDate: LocalDate, endDate: LocalDate, today: LocalDate): void {
  requireDateRange(startDate, endDate, MAX_RANGE_DAYS);
  requireNotTooFar(endDate, today);
}

/** The last date of the chunk that begins at `nextDate`: it ends with the fourth calendar week, or with the range (AVW-15). */
export function chunkEnd(nextDate: LocalDate, endDate: LocalDate): LocalDate {
  const lastSunday = addDays(mondayOf(nextDate), CHUNK_DAYS - 1);
  return lastSunday < endDate ? lastSunday : endDate;
}

export interface RangeChunk {
  /** Seven days, Monday first, as they were when the job started. An empty pattern writes nothing. */
  readonly pattern: readonly OpenHours[];
  readonly days: readonly AvailabilityDay[];
  readonly today: LocalDate;
}

/** Gives the dates of a chunk the hours of their weekday (AVW-14), and counts. Chunks end with weeks, so their totals add up. */
export function planRangeChunk({ pattern, days, today }: RangeChunk): HoursPlan & { readonly totals: RangeTotals } {
  const wanted = new Map<LocalDate, OpenHours>();
  for (const { date } of pattern.every(isClosed) ? [] : days) {
    const hours = pattern[weekdayOf(date)];
    if (hours) wanted.set(date, hours);
  }
  const plan = planHours({ days, wanted, firstWritable: today, today });
  const totals = {
    daysProcessed: days.length,
    daysWritten: plan.updates.length,
    weeksAffected: new Set(plan.updates.map((update) => mondayOf(update.date))).size,
    windowsCreated: plan.windowsCreated,
    skippedPastDays: days.filter((day) => day.date < today).length,
    daysWithWindows: plan.updates.filter((update) => !isClosed(update)).length,
  };
  return { ...plan, totals };
}

export function addTotals(a: RangeTotals, b: RangeTotals): RangeTotals {
  return {
    daysProcessed: a.daysProcessed + b.daysProcessed,
    daysWritten: a.daysWritten + b.daysWritten,
    weeksAffected: a.weeksAffected + b.weeksAffected,
    windowsCreated: a.windowsCreated + b.windowsCreated,
    skippedPastDays: a.skippedPastDays + b.skippedPastDays,
    daysWithWindows: a.daysWithWindows + b.daysWithWindows,
  };
}
