import type { Context, Member } from "../context.ts";
import { noteActivity } from "../instructors/note-activity.ts";
import { requireVersion } from "../precondition.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { type LocalDate, localDateAt } from "../time.ts";
import type { LessonTime } from "./availability-day.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { readDays } from "./calendar-repository.ts";
import { sundayOf } from "./editable-dates.ts";
import { hoursEditWrites } from "./hours-edit.ts";
import { readOwnCalendar } from "./own-calendar.ts";
import { planWeekSave, type WeekPlan } from "./plan-week-save.ts";
import { readBookingRules } from "./read-booking-rules.ts";
import type { WeekInput } from "./week-hours.ts";
import { weekVersion } from "./week-version.ts";

export interface SaveWeekInput extends WeekInput {
  /** The versions one of which the editor has seen; none saves whatever is there (AVW-4). */
  readonly ifMatch: readonly string[];
}

export interface SavedWeek {
  readonly weekStart: LocalDate;
  readonly weekEnd: LocalDate;
  readonly version: string;
  readonly daysWritten: number;
  readonly weeksAffected: 0 | 1;
  readonly windowsCreated: number;
  readonly windowsDeleted: number;
  readonly editedDates: readonly LocalDate[];
  readonly skippedDates: readonly LocalDate[];
  readonly uncoveredLessons: readonly LessonTime[];
}

/**
 * Replaces the hours of a week, all of them or none (AVW-8). A booking or a day off that comes between reading and writing makes it read
 * again; another editor's hours make it 412, because the version is compared anew each time.
 */
export async function saveWeekAvailability(ctx: Context<Member>, input: SaveWeekInput): Promise<SavedWeek> {
  return untilCommitted(() => attempt(ctx, input), calendarBusy);
}

async function attempt(ctx: Context<Member>, input: SaveWeekInput): Promise<SavedWeek> {
  const { principal, now } = ctx;
  const { weekStart } = input;
  const [key, { settings, profile }, days, { pastEditDays }] = await Promise.all([
    ctx.idempotency?.claim(),
    readOwnCalendar(principal.userId),
    readDays(principal.userId, weekStart, sundayOf(weekStart), false),
    readBookingRules(now),
  ]);
  const week = [...days.values()];
  const today = localDateAt(now, settings.timezone);
  const plan = planWeekSave({ ...input, week, today, pastEditDays });
  requireVersion(input.ifMatch, weekVersion(weekStart, week));

  const saved = savedWeek(weekStart, plan);
  const completion = key ? [key.completion(200, saved)] : [];
  // Seven days, audit entry, event, activity and key: at most eleven items.
  const edit = hoursEditWrites(ctx, {
    instructorId: principal.userId,
    plan,
    weeks: week,
    today,
    cause: "week_saved",
    action: "save_week",
    source: "week",
  });
  await commit([...edit, ...(edit.length === 0 ? [] : noteActivity(profile, now)), ...completion]);
  return saved;
}

function savedWeek(weekStart: LocalDate, plan: WeekPlan): SavedWeek {
  const { version, updates, weeksAffected, windowsCreated, windowsDeleted, skippedDates, uncoveredLessons } = plan;
  return {
    weekStart,
    weekEnd: sundayOf(weekStart),
    version,
    daysWritten: updates.length,
    weeksAffected,
    windowsCreated,
    windowsDeleted,
    editedDates: updates.map((update) => update.date),
    skippedDates,
    uncoveredLessons,
  };
}
