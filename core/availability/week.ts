import { DomainError } from "../errors.ts";
import { addDays, type LocalDate, weekdayOf } from "../time.ts";
import { DATE_TOO_FAR, WEEK_START_NOT_MONDAY } from "./availability-errors.ts";

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

export function requireNotTooFar(date: LocalDate, today: LocalDate): void {
  const lastDate = addDays(today, EDITABLE_DAYS);
  if (date > lastDate) throw new DomainError(DATE_TOO_FAR, `Choose a date until ${lastDate}.`, { date, lastDate });
}

export function sundayOf(weekStart: LocalDate): LocalDate {
  return addDays(weekStart, 6);
}
