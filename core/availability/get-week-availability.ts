import type { Context, Member } from "../context.ts";
import type { Instant, LocalDate, Zone } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import { readDays } from "./calendar-repository.ts";
import { weekOf } from "./editable-dates.ts";
import { readOwnSettings } from "./own-calendar.ts";
import { weekVersion } from "./week-version.ts";

export interface Week {
  readonly weekStart: LocalDate;
  readonly weekEnd: LocalDate;
  readonly timezone: Zone;
  /** What an edit of the week must name (AVW-3). */
  readonly version: string;
  /** All seven, Monday first. */
  readonly days: readonly AvailabilityDay[];
  /** When hours of the week were last edited, if ever. */
  readonly lastModified: Instant | undefined;
}

/** The caller's own hours in the week of any date (AVW-1). */
export async function getWeekAvailability({ principal }: Context<Member>, date: LocalDate): Promise<Week> {
  const { weekStart, weekEnd } = weekOf(date);
  const [settings, week] = await Promise.all([readOwnSettings(principal.userId), readDays(principal.userId, weekStart, weekEnd, false)]);
  const days = [...week.values()];
  return {
    weekStart,
    weekEnd,
    timezone: settings.timezone,
    version: weekVersion(weekStart, days),
    days,
    lastModified: lastModified(days),
  };
}

function lastModified(days: readonly AvailabilityDay[]): Instant | undefined {
  return days
    .flatMap((day) => day.openUpdatedAt ?? [])
    .sort()
    .at(-1);
}
