import { DomainError } from "../errors.ts";
import { addDays, type LocalDate } from "../time.ts";
import { BEYOND_HORIZON, START_DATE_IN_PAST } from "./availability-errors.ts";
import { requireDateRange } from "./editable-dates.ts";

export interface DateRange {
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
}

export interface PublicRangeInput {
  readonly startDate?: LocalDate | undefined;
  readonly endDate?: LocalDate | undefined;
  readonly today: LocalDate;
  readonly bookingHorizonDays: number;
  readonly publicDays: number;
}

const MAX_DAYS_APART = 90;

/** The dates that a public read answers: what was asked for, cut to what the platform shows and the calendar reaches (AVP-2). */
export function publicRange(input: PublicRangeInput): DateRange {
  const { today, startDate = today, publicDays } = input;
  const lastDate = addDays(today, input.bookingHorizonDays);
  if (startDate < today) throw new DomainError(START_DATE_IN_PAST, `Choose a first date from ${today} on.`);
  if (startDate > lastDate) throw new DomainError(BEYOND_HORIZON, `Choose a first date until ${lastDate}.`, { lastDate });

  const lastShown = addDays(startDate, publicDays - 1);
  const endDate = input.endDate ?? lastShown;
  requireDateRange(startDate, endDate, MAX_DAYS_APART + 1);
  return { startDate, endDate: earlierOf(endDate, earlierOf(lastShown, lastDate)) };
}

export interface PublicReachInput {
  readonly startDate?: LocalDate | undefined;
  readonly endDate?: LocalDate | undefined;
  readonly utcDate: LocalDate;
  readonly publicDays: number;
}

/**
 * The days to read before the instructor's zone is known: whatever range may be answered, and a day on each side for the buffers. Where the
 * range begins today, that is one of the three dates that clocks around the world show.
 */
export function publicReach({ startDate, endDate, utcDate, publicDays }: PublicReachInput): DateRange {
  const first = startDate ?? addDays(utcDate, -1);
  const lastShown = addDays(startDate ?? addDays(utcDate, 1), publicDays - 1);
  const last = endDate === undefined ? lastShown : earlierOf(endDate, lastShown);
  return { startDate: addDays(first, -1), endDate: addDays(laterOf(first, last), 1) };
}

/** The last date that a search for the next free lesson looks at (AVP-10). */
export function searchedUntil(today: LocalDate, withinDays: number, bookingHorizonDays: number): LocalDate {
  return earlierOf(addDays(today, withinDays - 1), addDays(today, bookingHorizonDays));
}

function earlierOf(one: LocalDate, other: LocalDate): LocalDate {
  if (one < other) return one;
  return other;
}

function laterOf(one: LocalDate, other: LocalDate): LocalDate {
  if (one > other) return one;
  return other;
}
