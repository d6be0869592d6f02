import type { LocalDate } from "../time.ts";
import { type WindowFormats, windowsOf } from "./open-hours.ts";
import { type TimeRange, timeRange } from "./slot-time.ts";
import type { WeeklyPattern } from "./weekly-pattern.ts";

export interface WeeklyPatternView {
  readonly days: readonly { readonly windows: readonly (TimeRange & { readonly formats: WindowFormats })[] }[];
  readonly active: boolean;
  readonly weeksAhead: number;
  readonly untilDate: LocalDate | null;
  readonly version: number;
}

export function weeklyPatternView({ days, active, weeksAhead, untilDate, version }: WeeklyPattern): WeeklyPatternView {
  return {
    days: days.map((day) => ({ windows: windowsOf(day).map(({ formats, ...range }) => ({ ...timeRange(range), formats })) })),
    active,
    weeksAhead,
    untilDate: untilDate ?? null,
    version,
  };
}
