import { addDays, type LocalDate } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import { requireEditableWeek } from "./editable-dates.ts";
import { type HoursPlan, hoursAfter, planHours } from "./hours-plan.ts";
import { type WeekInput, weekHours } from "./week-hours.ts";
import { weekVersion } from "./week-version.ts";

export interface WeekSave extends WeekInput {
  /** The seven days as stored, Monday first. */
  readonly week: readonly AvailabilityDay[];
  readonly today: LocalDate;
  readonly pastEditDays: number;
}

export interface WeekPlan extends HoursPlan {
  /** The version of the week once it is saved. */
  readonly version: string;
  readonly weeksAffected: 0 | 1;
}

/** What saving a week does, or the first rule that the request breaks (AVW-5). Compares no versions: that is the operation's part. */
export function planWeekSave(save: WeekSave): WeekPlan {
  const { week, weekStart, today, pastEditDays } = save;
  requireEditableWeek(weekStart, today);
  const plan = planHours({ days: week, wanted: weekHours(save, week), firstWritable: addDays(today, -pastEditDays), today });
  return {
    ...plan,
    version: weekVersion(weekStart, hoursAfter(week, plan)),
    weeksAffected: plan.updates.length > 0 ? 1 : 0,
  };
}
