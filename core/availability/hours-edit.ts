import type { Context } from "../context.ts";
import type { UserId } from "../ids.ts";
import { audit } from "../table/audit.ts";
import type { Write } from "../table/write.ts";
import { type LocalDate, mondayOf } from "../time.ts";
import { announceHours } from "./announce-hours.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import type { DayChangeCause } from "./availability-events.ts";
import { hoursItems } from "./hours-items.ts";
import { type HoursPlan, hoursAfter } from "./hours-plan.ts";
import { type DatedHours, windowsOf } from "./open-hours.ts";
import { weekVersions } from "./week-version.ts";

export interface HoursEdit {
  readonly instructorId: UserId;
  readonly plan: HoursPlan;
  /** The whole weeks in which the plan writes, in order, as they were read. */
  readonly weeks: readonly AvailabilityDay[];
  readonly today: LocalDate;
  readonly cause: DayChangeCause;
  readonly action: "save_week" | "copy_week" | "apply_date_range";
  /** Which operation saved, where several do under one action. */
  readonly source?: string;
}

/** An edit of hours with its audit entry and event, for the transaction; nothing when no day changes (AVW-11). */
export function hoursEditWrites(ctx: Context, edit: HoursEdit): Write[] {
  const { instructorId, plan, weeks, today, cause, action, source } = edit;
  const dates = plan.updates.map((update) => update.date);
  const [first] = dates;
  if (first === undefined) return [];
  const mondays = new Set(dates.map(mondayOf));
  const touched = weeks.filter((day) => mondays.has(mondayOf(day.date)));
  const versions = weekVersions(hoursAfter(touched, plan));
  const replaced = weeks.filter((day) => dates.includes(day.date));
  return [
    ...hoursItems(instructorId, plan, ctx.now),
    audit(ctx, {
      action,
      entityType: "availability",
      entityId: `${instructorId}:${mondayOf(first)}`,
      before: { versions: weekVersions(touched), windows: windowCounts(replaced) },
      after: {
        versions,
        windows: windowCounts(plan.updates),
        skippedDates: plan.skippedDates,
        ...(source === undefined ? {} : { source }),
      },
    }),
    ...announceHours(ctx, { instructorId, cause, dates, today, versions }),
  ];
}

function windowCounts(days: readonly DatedHours[]): Record<LocalDate, number> {
  return Object.fromEntries(days.map((day) => [day.date, windowsOf(day).length]));
}
