import type { Context, Member } from "../context.ts";
import { noteActivity } from "../instructors/note-activity.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { type LocalDate, localDateAt } from "../time.ts";
import type { LessonTime } from "./availability-day.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { readDays } from "./calendar-repository.ts";
import { sundayOf } from "./editable-dates.ts";
import { hoursEditWrites } from "./hours-edit.ts";
import { readOwnCalendar } from "./own-calendar.ts";
import { planWeekCopy } from "./plan-week-copy.ts";

export interface CopyWeekInput {
  readonly fromWeekStart: LocalDate;
  readonly toWeekStart: LocalDate;
}

export interface CopiedWeek extends CopyWeekInput {
  /** Of the target, as it is now. */
  readonly version: string;
  readonly daysWritten: number;
  readonly windowsCopied: number;
  readonly skippedDates: readonly LocalDate[];
  readonly uncoveredLessons: readonly LessonTime[];
  readonly emptySource: boolean;
}

/** Replaces the hours of one week by those of another, all days or none (AVW-13). */
export async function copyWeekAvailability(ctx: Context<Member>, input: CopyWeekInput): Promise<CopiedWeek> {
  return untilCommitted(() => attempt(ctx, input), calendarBusy);
}

async function attempt(ctx: Context<Member>, input: CopyWeekInput): Promise<CopiedWeek> {
  const { principal, now } = ctx;
  const readWeek = async (weekStart: LocalDate) => [...(await readDays(principal.userId, weekStart, sundayOf(weekStart), false)).values()];
  const [{ settings, profile }, source, target] = await Promise.all([
    readOwnCalendar(principal.userId),
    readWeek(input.fromWeekStart),
    readWeek(input.toWeekStart),
  ]);
  const today = localDateAt(now, settings.timezone);
  const plan = planWeekCopy({ ...input, source, target, today });
  const instructorId = principal.userId;
  const edit = hoursEditWrites(ctx, { instructorId, plan, weeks: target, today, cause: "week_copied", action: "copy_week" });
  await commit([...edit, ...(edit.length === 0 ? [] : noteActivity(profile, now))]);
  const { version, updates, windowsCopied, skippedDates, uncoveredLessons, emptySource } = plan;
  return { ...input, version, daysWritten: updates.length, windowsCopied, skippedDates, uncoveredLessons, emptySource };
}
