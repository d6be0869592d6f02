import { DomainError, validationFailed } from "../errors.ts";
import { addDays, daysBetween, isLocalDate, type LocalDate, mondayOf, weekdayOf } from "../time.ts";
import { DATE_IN_PAST, DATE_RANGE_TOO_LARGE, DATE_TOO_FAR, INVALID_DATE_RANGE, WEEK_START_NOT_MONDAY } from "./availability-errors.ts";

/** How far ahead hours can be edited and days off be set. */
export const EDITABLE_DAYS = 730;

/** Weeks are named by their Monday (AVW-1) and can be edited about two years ahead (AVW-2). */
export function requireEditableWeek(weekStart: LocalDate, today: LocalDate): void {
  requireMonday(weekStart);
  requireNotTooFar(weekStart, today);
}

export function requireMonday(weekStart: LocalDate): void {
  if (weekdayOf(weekStart) !== 0) throw new DomainError(WEEK_START_NOT_MONDAY, "Send the Monday of the week.");
}

export function sundayOf(weekStart: LocalDate): LocalDate {
  return addDays(weekStart, 6);
}

/** The week of any date that a query asks for, its Monday and its Sunday (AVW-1); the calendar ends within its last week. */
export function weekOf(startDate: LocalDate): { readonly weekStart: LocalDate; readonly weekEnd: LocalDate } {
  const weekStart = mondayOf(startDate);
  const weekEnd = sundayOf(weekStart);
  if (isLocalDate(weekEnd)) return { weekStart, weekEnd };
  throw validationFailed([{ field: "query.startDate", code: "TOO_LARGE", message: "This is the last week of the calendar." }]);
}

export function requireNotPast(date: LocalDate, today: LocalDate): void {
  if (date < today) throw new DomainError(DATE_IN_PAST, `Choose a date from ${today} on.`, { date });
}

export function requireNotTooFar(date: LocalDate, today: LocalDate): void {
  const lastDate = addDays(today, EDITABLE_DAYS);
  if (date > lastDate) throw new DomainError(DATE_TOO_FAR, `Choose a date until ${lastDate}.`, { date, lastDate });
}

/** A range of dates, both included, is not empty and has at most so many. */
export function requireDateRange(startDate: LocalDate, endDate: LocalDate, mostDays: number): void {
  if (endDate < startDate) throw new DomainError(INVALID_DATE_RANGE, "Choose a last date that is not before the first.");
  if (daysBetween(startDate, endDate) >= mostDays) {
    throw new DomainError(DATE_RANGE_TOO_LARGE, `Choose at most ${mostDays} days.`, { mostDays });
  }
}
