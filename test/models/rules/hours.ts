import type { LocalDate } from "../../../core/time.ts";
import { instructorAt, lineOn, type Model, type ModelInstructor, takesTime, todayOf } from "../model.ts";
import { mondayBefore, weekOf } from "../wall-clock.ts";
import { CLOSED, drawn, type Line, type Uncovered, uncovered, type Window } from "./lines.ts";

/** Windows of a weekday, Monday first; one that ends after 24:00 goes on in the morning of the next day. */
export interface WeekWindow extends Window {
  readonly weekday: number;
}

/** The week as its windows make it, or why they cannot be. */
export function weekOfWindows(before: readonly Line[], windows: readonly WeekWindow[], clearExisting: boolean): readonly Line[] | string {
  if (windows.some(({ weekday, to }) => weekday === 6 && to > 1_440)) return "OVERNIGHT_LEAVES_WEEK";
  const week = before.map((line, weekday) => {
    const mentioned = windows.filter((window) => window.weekday === weekday);
    const lastNights = windows.filter((window) => window.weekday === weekday - 1 && window.to > 1_440);
    const own = mentioned.map((window) => ({ ...window, to: Math.min(window.to, 1_440) }));
    const mornings = lastNights.map((window) => ({ ...window, from: 0, to: window.to - 1_440 }));
    return drawn(mentioned.length > 0 || clearExisting ? CLOSED : line, [...own, ...mornings]);
  });
  return week.every((line) => line !== undefined) ? week : "WINDOW_OVERLAP";
}

/** What an edit did to the hours, as its answer says. */
export interface Edited {
  readonly written: readonly LocalDate[];
  readonly skipped: readonly LocalDate[];
}

/** Gives each date its line, unless it is over for too long. */
export function rewrite(instructor: ModelInstructor, wanted: ReadonlyMap<LocalDate, Line>, firstWritable: LocalDate): Edited {
  const differing = [...wanted].filter(([date, line]) => lineOn(instructor, date) !== line).map(([date]) => date);
  const written = differing.filter((date) => date >= firstWritable);
  for (const date of written) instructor.lines.set(date, wanted.get(date) ?? CLOSED);
  return { written, skipped: differing.filter((date) => date < firstWritable) };
}

export function linesOfWeek(instructor: ModelInstructor, monday: LocalDate): Line[] {
  return weekOf(monday).map((date) => lineOn(instructor, date));
}

/** The line that each of the dates takes from its weekday. */
export function spread(week: readonly Line[], dates: readonly LocalDate[]): Map<LocalDate, Line> {
  return new Map(dates.map((date) => [date, week[weekOf(mondayBefore(date)).indexOf(date)] ?? CLOSED]));
}

/** The lessons of today and later that lie outside the hours of the dates. */
export function uncoveredOn(model: Model, index: number, dates: readonly LocalDate[]): Uncovered[] {
  const instructor = instructorAt(model, index);
  const ahead = dates.filter((date) => date >= todayOf(model, instructor));
  return ahead.flatMap((date) => uncovered(date, lineOn(instructor, date), lessonsOn(model, index, date)));
}

/** The lessons of the dates, as taken time. */
export function takenOn(model: Model, index: number, dates: readonly LocalDate[]): Uncovered[] {
  return dates.flatMap((date) => uncovered(date, CLOSED, lessonsOn(model, index, date)));
}

function lessonsOn({ bookings }: Model, index: number, date: LocalDate) {
  return bookings.filter((booking) => booking.instructor === index && booking.date === date && takesTime(booking));
}
