import { DomainError } from "../errors.ts";
import { addDays, type LocalDate } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import { SAME_WEEK } from "./availability-errors.ts";
import { requireEditableWeek, requireMonday } from "./editable-dates.ts";
import { type HoursPlan, hoursAfter, planHours } from "./hours-plan.ts";
import { isClosed, type OpenHours, windowsOf } from "./open-hours.ts";
import { weekVersion } from "./week-version.ts";

export interface WeekCopy {
  readonly fromWeekStart: LocalDate;
  readonly toWeekStart: LocalDate;
  /** Seven days each, Monday first. */
  readonly source: readonly OpenHours[];
  readonly target: readonly AvailabilityDay[];
  readonly today: LocalDate;
}

export interface WeekCopyPlan extends HoursPlan {
  /** The version of the target week once it is copied. */
  readonly version: string;
  readonly windowsCopied: number;
  /** Nothing is written: a week that was never filled in must not empty another by accident. */
  readonly emptySource: boolean;
}

/** The two weeks of a copy must be two, and the target editable (AVW-1, AVW-2, AVW-13). */
export function requireCopyableWeeks({
  fromWeekStart,
  toWeekStart,
  today,
}: Pick<WeekCopy, "fromWeekStart" | "toWeekStart" | "today">): void {
  requireMonday(fromWeekStart);
  requireEditableWeek(toWeekStart, today);
  if (fromWeekStart === toWeekStart) throw new DomainError(SAME_WEEK, "Choose two different weeks.");
}

/** Gives each target day the hours of the same weekday, by the wall clock (AVW-13). */
export function planWeekCopy(copy: WeekCopy): WeekCopyPlan {
  requireCopyableWeeks(copy);
  const { source, target, toWeekStart, today } = copy;
  const emptySource = source.every(isClosed);
  const wanted = new Map(emptySource ? [] : source.map((hours, weekday) => [addDays(toWeekStart, weekday), hours]));
  const plan = planHours({ days: target, wanted, firstWritable: today, today });
  return {
    ...plan,
    version: weekVersion(toWeekStart, hoursAfter(target, plan)),
    windowsCopied: plan.updates.flatMap(windowsOf).length,
    emptySource,
  };
}
