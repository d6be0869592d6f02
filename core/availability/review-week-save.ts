import { DomainError } from "../errors.ts";
import type { LocalDate } from "../time.ts";
import type { AvailabilityDay, LessonTime } from "./availability-day.ts";
import type { DayChange } from "./hours-plan.ts";
import { planWeekSave, type WeekPlan, type WeekSave } from "./plan-week-save.ts";
import { weekVersion } from "./week-version.ts";

export type WeekWarningCode = "VERSION_CHANGED" | "LESSONS_UNCOVERED" | "PAST_DATES_SKIPPED" | "BLACKOUT_ON_DATE";

export interface WeekWarning {
  readonly code: WeekWarningCode;
  readonly dates: readonly LocalDate[];
}

export interface WeekReview {
  readonly valid: boolean;
  readonly currentVersion: string;
  readonly days: readonly DayChange[];
  readonly windowsCreated: number;
  readonly windowsDeleted: number;
  readonly skippedDates: readonly LocalDate[];
  readonly uncoveredLessons: readonly LessonTime[];
  readonly errors: readonly { readonly code: string; readonly details: Readonly<Record<string, unknown>> }[];
  readonly warnings: readonly WeekWarning[];
}

/** What a save would do, without writing (AVW-12). `version` is what the editor has seen, if it says so. */
export function reviewWeekSave(save: WeekSave, version?: string): WeekReview {
  const currentVersion = weekVersion(save.weekStart, save.week);
  const staleness: WeekWarning[] = version === undefined || version === currentVersion ? [] : [{ code: "VERSION_CHANGED", dates: [] }];
  const plan = planOrRefusal(save);
  if (plan instanceof DomainError) {
    const errors = [{ code: plan.code, details: plan.members }];
    return { ...NOTHING_PLANNED, valid: false, currentVersion, errors, warnings: staleness };
  }
  const { windowsCreated, windowsDeleted, skippedDates, uncoveredLessons } = plan;
  return {
    valid: true,
    currentVersion,
    days: plan.changes,
    windowsCreated,
    windowsDeleted,
    skippedDates,
    uncoveredLessons,
    errors: [],
    warnings: [...staleness, ...warningsOf(plan, save.week)],
  };
}

const NOTHING_PLANNED = { days: [], windowsCreated: 0, windowsDeleted: 0, skippedDates: [], uncoveredLessons: [] } as const;

function planOrRefusal(save: WeekSave): WeekPlan | DomainError {
  try {
    return planWeekSave(save);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function warningsOf(plan: WeekPlan, week: readonly AvailabilityDay[]): WeekWarning[] {
  const written = new Set(plan.updates.map((update) => update.date));
  const warnings: WeekWarning[] = [
    { code: "LESSONS_UNCOVERED", dates: [...new Set(plan.uncoveredLessons.map((lesson) => lesson.date))] },
    { code: "PAST_DATES_SKIPPED", dates: plan.skippedDates },
    { code: "BLACKOUT_ON_DATE", dates: week.filter((day) => day.blackoutId && written.has(day.date)).map((day) => day.date) },
  ];
  return warnings.filter((warning) => warning.dates.length > 0);
}
