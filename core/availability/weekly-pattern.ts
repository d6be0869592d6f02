import type { PatternId, UserId } from "../ids.ts";
import { addDays, type Instant, type LocalDate, localDateAt } from "../time.ts";
import type { AvailabilityDay } from "./availability-day.ts";
import type { OpenHours } from "./open-hours.ts";

/** A week that dates get by themselves, some weeks ahead, as long as nobody edits them (PAT-1). */
export interface WeeklyPattern {
  readonly patternId: PatternId;
  readonly instructorId: UserId;
  /** Seven, Monday first. */
  readonly days: readonly OpenHours[];
  readonly active: boolean;
  readonly weeksAhead: number;
  /** The last date that it is written to. */
  readonly untilDate?: LocalDate;
  /** The ETag. */
  readonly version: number;
  /** When the daily job looks at it next. */
  readonly dueAt: Instant;
  readonly updatedAt: Instant;
}

/** The last date to which it is written today. */
export function patternReach({ weeksAhead, untilDate }: Pick<WeeklyPattern, "weeksAhead" | "untilDate">, today: LocalDate): LocalDate {
  const reach = addDays(today, 7 * weeksAhead);
  return untilDate !== undefined && untilDate < reach ? untilDate : reach;
}

/** Days that the instructor has edited are left alone for good; taking a day off or a lesson on it is no edit of hours. */
export function isUntouched({ openUpdatedAt, source }: AvailabilityDay): boolean {
  return openUpdatedAt === undefined || source === "pattern";
}

/** Three in the morning UTC of the day after. */
export function nextExtensionAt(now: Instant): Instant {
  return `${addDays(localDateAt(now, "UTC"), 1)}T03:00:00.000Z`;
}
