import type { Context, Member } from "../context.ts";
import { noteActivity } from "../instructors/note-activity.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { type LocalDate, localDateAt, localTimeAt, mondayOf } from "../time.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { readDays } from "./calendar-repository.ts";
import type { HoursByDate, WallClock } from "./edit-window.ts";
import { sundayOf } from "./editable-dates.ts";
import { hoursEditWrites } from "./hours-edit.ts";
import { type HoursPlan, planHours } from "./hours-plan.ts";
import { readOwnCalendar } from "./own-calendar.ts";

/** An edit of windows by date: what it looks at, what it decides, and what it answers. */
export interface WindowsRequest<Edit extends { readonly hours: HoursByDate }, Answer> {
  /** Every date whose hours may matter. */
  readonly dates: readonly LocalDate[];
  /** The operation, for the audit log. */
  readonly source: string;
  readonly decide: (hours: HoursByDate, clock: WallClock) => Edit;
  readonly answer: (edit: Edit, plan: HoursPlan) => Answer;
  /** Of the answer, for a repeat under its Idempotency-Key. */
  readonly status: 200 | 201;
  readonly validateOnly?: boolean;
}

/**
 * Edits windows of the caller in one transaction, each date on condition of its revision, so that edits and bookings never overwrite each
 * other. The weeks around the dates are read as well, because the event names their new versions.
 */
export async function editOwnWindows<Edit extends { readonly hours: HoursByDate }, Answer>(
  ctx: Context<Member>,
  request: WindowsRequest<Edit, Answer>,
): Promise<Answer> {
  return untilCommitted(() => attempt(ctx, request), calendarBusy);
}

async function attempt<Edit extends { readonly hours: HoursByDate }, Answer>(
  ctx: Context<Member>,
  { dates, source, decide, answer, status, validateOnly = false }: WindowsRequest<Edit, Answer>,
): Promise<Answer> {
  const { principal, now } = ctx;
  const instructorId = principal.userId;
  const mondays = [...new Set(dates.map(mondayOf))];
  const [key, { settings, profile }, read] = await Promise.all([
    ctx.idempotency?.claim(),
    readOwnCalendar(instructorId),
    Promise.all(mondays.map((monday) => readDays(instructorId, monday, sundayOf(monday), false))),
  ]);
  const weeks = read.flatMap((week) => [...week.values()]);
  const days = weeks.filter((day) => dates.includes(day.date));
  const today = localDateAt(now, settings.timezone);
  const edit = decide(new Map(days.map((day) => [day.date, day])), { today, time: localTimeAt(now, settings.timezone) });
  const plan = planHours({ days, wanted: edit.hours, firstWritable: today, today });
  const answered = answer(edit, plan);
  if (validateOnly) return answered;

  const writes = hoursEditWrites(ctx, { instructorId, plan, weeks, today, cause: "window_changed", action: "save_week", source });
  const completion = key ? [key.completion(status, answered)] : [];
  await commit([...writes, ...(writes.length === 0 ? [] : noteActivity(profile, now)), ...completion]);
  return answered;
}
