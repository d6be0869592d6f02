import type { Context, Member } from "../context.ts";
import { validationFailed } from "../errors.ts";
import { newId } from "../ids.ts";
import { noteActivity } from "../instructors/note-activity.ts";
import { codePoints, noteOf } from "../note.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { absent } from "../table/condition.ts";
import { availabilityDayKey, blackoutKey } from "../table/keys.ts";
import { untilCommitted } from "../table/retry.ts";
import { put, update, type Write } from "../table/write.ts";
import { type LocalDate, localDateAt, mondayOf } from "../time.ts";
import { announceHours } from "./announce-hours.ts";
import { type AvailabilityDay, dayOn, type LessonTime } from "./availability-day.ts";
import { type Blackout, type BlackoutView, blackoutView } from "./blackout.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { atRevision, readDays } from "./calendar-repository.ts";
import type { DayCheck } from "./calendar-writes.ts";
import { sundayOf } from "./editable-dates.ts";
import { readOwnCalendar } from "./own-calendar.ts";
import { blackoutDates, planBlackouts, requireBlackoutRange } from "./plan-blackouts.ts";
import { weekVersions } from "./week-version.ts";

export interface AddBlackoutInput {
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  readonly reason?: string | undefined;
}

export interface AddedBlackouts {
  readonly items: readonly BlackoutView[];
  /** Lessons that take place all the same (BLK-4). */
  readonly affectedLessons: readonly LessonTime[];
}

/**
 * Makes dates days off, all of them or none (BLK-2). Each day is written on condition of its revision, so that a claim racing with it comes
 * first, and is listed, or fails (BLK-3).
 */
export async function addBlackoutDate(ctx: Context<Member>, input: AddBlackoutInput): Promise<AddedBlackouts> {
  requireBlackoutRange(input.startDate, input.endDate);
  const reason = reasonOf(input.reason);
  return untilCommitted(() => attempt(ctx, input, reason), calendarBusy);
}

const LONGEST_REASON = 255;

function reasonOf(text: string | undefined): string | undefined {
  const reason = noteOf(text);
  if (reason === undefined || codePoints(reason) <= LONGEST_REASON) return reason;
  throw validationFailed([{ field: "/reason", code: "TOO_LONG", message: `This can have at most ${LONGEST_REASON} characters.` }]);
}

async function attempt(
  ctx: Context<Member>,
  { startDate, endDate }: AddBlackoutInput,
  reason: string | undefined,
): Promise<AddedBlackouts> {
  const { principal, now } = ctx;
  const instructorId = principal.userId;
  const [key, { settings, profile }, read] = await Promise.all([
    ctx.idempotency?.claim(),
    readOwnCalendar(instructorId),
    readDays(instructorId, mondayOf(startDate), sundayOf(mondayOf(endDate)), false),
  ]);
  const dates = blackoutDates(startDate, endDate, localDateAt(now, settings.timezone));
  const plan = planBlackouts(dates.map((date) => dayOn(read, date)));
  const made = plan.days.map(({ date, revision }) => ({
    revision,
    blackout: { blackoutId: newId("blk", now), instructorId, date, ...(reason === undefined ? {} : { reason }), createdAt: now },
  }));
  const answer = { items: made.map(({ blackout }) => blackoutView(blackout)), affectedLessons: plan.affectedLessons };
  await commit([
    ...made.flatMap(({ blackout, revision }) => blackoutItems(blackout, revision)),
    ...factsOf(ctx, dates, [...read.values()], startDate),
    ...noteActivity(profile, now),
    ...(key ? [key.completion(201, answer)] : []),
  ]);
  return answer;
}

/** The day off itself, and the flag at which claims and calendars look. Hours and who wrote them stay (BLK-3, BLK-4). */
function blackoutItems(blackout: Blackout, revision: DayCheck["revision"]): Write[] {
  const { instructorId, date, blackoutId, reason, createdAt } = blackout;
  const set = { instructorId, date, blackoutId, blackoutReason: reason, revision: revision + 1, updatedAt: createdAt };
  return [
    put(blackoutKey(instructorId, blackoutId), blackout, absent),
    update(availabilityDayKey(instructorId, date), { set }, atRevision(revision)),
  ];
}

function factsOf(ctx: Context<Member>, dates: readonly LocalDate[], weeks: readonly AvailabilityDay[], first: LocalDate): Write[] {
  const instructorId = ctx.principal.userId;
  const versions = weekVersions(weeks);
  return [
    audit(ctx, {
      action: "blackout_add",
      entityType: "availability",
      entityId: `${instructorId}:${mondayOf(first)}`,
      after: { dates, versions },
    }),
    ...announceHours(ctx, { instructorId, cause: "blackout_added", dates, today: first, versions }),
  ];
}
