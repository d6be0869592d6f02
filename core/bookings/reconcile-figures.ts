import type { Context } from "../context.ts";
import type { UserId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { unchanged } from "../table/condition.ts";
import { bookingFiguresKey, bookingKey, earnedInMonthKey, earnedInMonthsOf, taughtByKey, taughtByOf } from "../table/keys.ts";
import { read, readEvery, readMany, startingWith } from "../table/read.ts";
import { update, type Write } from "../table/write.ts";
import { HOUR_MS, type Instant, plusMilliseconds } from "../time.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import { comparedNextMonth, comparedNextNight, type EarnedInMonth, type StoredFigures, type TaughtBy } from "./counted-figures.ts";
import { type Recount, recountFigures } from "./recount-figures.ts";

export interface FigureDifference {
  /** `completedBookings`, `earned 2026-03`, `taughtBy usr_…` */
  readonly figure: string;
  readonly counted: number;
  readonly listed: number;
}

const FIGURES = [
  "totalBookings",
  "completedBookings",
  "cancelledBookings",
  "noShowBookings",
  "earnedCents",
  "completedMinutes",
  "distinctInstructors",
] as const;
/** Within this time the event of a change has long been counted, or its queue has raised an alarm. */
const COUNTED_WITHIN_MS = HOUR_MS;
const MOST_AT_ONCE = 80;

/**
 * Compares a person's figures with the bookings in their list and corrects what differs (BKL-22); answers the differences. While a booking
 * has changed of late its event may still be on the way and would be counted on top of the correction: then the next night sees to it.
 * What is corrected is what was read: a counter that moves meanwhile is a lost race, and the figures stay due.
 */
export async function reconcileFigures(ctx: Context, userId: UserId): Promise<readonly FigureDifference[]> {
  const counted = await readCounted(userId);
  const listed = await recountFigures(userId, ctx.now);
  const corrections = correctionsOf(userId, counted, listed);
  const differences = corrections.map(({ difference }) => difference);
  const isTooEarly = differences.length > 0 && (await haveChangedSince(listed.entries, plusMilliseconds(ctx.now, -COUNTED_WITHIN_MS)));
  const done = isTooEarly ? [] : corrections.slice(0, MOST_AT_ONCE);
  const place = done.length < corrections.length ? comparedNextNight(userId, ctx.now) : comparedNextMonth(userId, ctx.now);
  const set = isTooEarly ? {} : listed.figures;
  const figures = update(bookingFiguresKey(userId), { set: { userId, ...set } }, unchanged(onlyFigures(counted.figures)), place);
  await commit([figures, ...done.flatMap(({ write }) => write ?? [])]);
  return isTooEarly ? [] : differences;
}

interface Counted {
  readonly figures: StoredFigures | undefined;
  readonly months: readonly EarnedInMonth[];
  readonly taughtBy: readonly TaughtBy[];
}

async function readCounted(userId: UserId): Promise<Counted> {
  const [months, taught] = [earnedInMonthsOf(userId), taughtByOf(userId)];
  const [figures, ...lists] = await Promise.all([
    read(bookingFiguresKey(userId)),
    readEvery<EarnedInMonth>({ pk: months.pk, ...startingWith(months.prefix) }),
    readEvery<TaughtBy>({ pk: taught.pk, ...startingWith(taught.prefix) }),
  ]);
  return { figures, months: lists[0], taughtBy: lists[1] };
}

interface Correction {
  readonly difference: FigureDifference;
  /** The figures proper are corrected by one write together. */
  readonly write?: Write;
}

function correctionsOf(userId: UserId, counted: Counted, { figures, earnedByMonth, taughtBy }: Recount): Correction[] {
  const ofFigures = FIGURES.map((figure) => ({
    difference: { figure, counted: counted.figures?.[figure] ?? 0, listed: figures[figure] },
  }));
  const earned = new Map(counted.months.map(({ month, earnedCents }) => [month, earnedCents]));
  const ofMonths = bothKeys(earned, earnedByMonth).map((month) => {
    const [before, listed] = [earned.get(month), earnedByMonth.get(month) ?? 0];
    const set = { month, earnedCents: listed };
    return {
      difference: { figure: `earned ${month}`, counted: before ?? 0, listed },
      write: update(earnedInMonthKey(userId, month), { set }, unchanged({ earnedCents: before })),
    };
  });
  const taught = new Map(counted.taughtBy.map(({ instructorId, completedLessons }) => [instructorId, completedLessons]));
  const ofInstructors = bothKeys(taught, taughtBy).map((instructorId) => {
    const [before, listed] = [taught.get(instructorId), taughtBy.get(instructorId) ?? 0];
    const set = { instructorId, completedLessons: listed };
    return {
      difference: { figure: `taughtBy ${instructorId}`, counted: before ?? 0, listed },
      write: update(taughtByKey(userId, instructorId), { set }, unchanged({ completedLessons: before })),
    };
  });
  return [...ofFigures, ...ofMonths, ...ofInstructors].filter(({ difference }) => difference.counted !== difference.listed);
}

async function haveChangedSince(entries: readonly BookingListEntry[], instant: Instant): Promise<boolean> {
  const bookings = await readMany(entries.map(({ bookingId }) => bookingKey(bookingId)));
  return bookings.some(({ updatedAt }) => updatedAt > instant);
}

function onlyFigures(figures: StoredFigures | undefined): Record<string, unknown> {
  return Object.fromEntries(FIGURES.map((figure) => [figure, figures?.[figure]]));
}

function bothKeys<K>(one: ReadonlyMap<K, number>, other: ReadonlyMap<K, number>): K[] {
  return [...new Set([...one.keys(), ...other.keys()])];
}
