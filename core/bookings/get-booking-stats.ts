import type { Context, Member } from "../context.ts";
import { divideHalfUp } from "../money.ts";
import { bookingFiguresKey, bookingListOf, earnedInMonthKey, instructorProfileKey } from "../table/keys.ts";
import { read, readAll, readRange } from "../table/read.ts";
import { type Instant, localDateAt } from "../time.ts";
import type { InstructorFigures, StudentFigures } from "./booking-figures.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import { partitionOf } from "./booking-partition.ts";
import { readLessonPeople } from "./booking-repository.ts";
import { type BookingSummaryView, viewSummary } from "./booking-view.ts";
import type { CountedFigures } from "./counted-figures.ts";

export type BookingStats =
  | ({ readonly as: "instructor"; readonly asOf: Instant } & InstructorFigures)
  | ({ readonly as: "student"; readonly asOf: Instant; readonly nextLesson: BookingSummaryView | null } & StudentFigures);

/** More coming lessons than these are not counted: nobody has as many. */
const MOST_UPCOMING = 1_000;

/**
 * What the caller's bookings come to (BKL-20, BKL-21): counters that the bookings' events move, so that they are some seconds old, and the
 * lessons to come, counted now.
 */
export async function getBookingStats(ctx: Context<Member>): Promise<BookingStats> {
  return ctx.principal.role === "instructor" ? instructorStats(ctx) : studentStats(ctx);
}

async function instructorStats({ principal, now }: Context<Member>): Promise<BookingStats> {
  const { userId } = principal;
  const [[figures, profile], upcoming] = await Promise.all([
    readAll([bookingFiguresKey(userId), instructorProfileKey(userId)]),
    readUpcoming(principal.userId, now),
  ]);
  // Who has no profile yet has earned nothing.
  const earned = profile && (await read(earnedInMonthKey(userId, localDateAt(now, profile.timezone).slice(0, 7))));
  const counts = countsOf(figures ?? {}, upcoming);
  return {
    as: "instructor",
    ...counts,
    totalEarningsCents: figures?.earnedCents ?? 0,
    thisMonthEarningsCents: earned?.earnedCents ?? 0,
    completionRate: rateOf(counts.completedBookings, counts.totalBookings),
    cancellationRate: rateOf(counts.cancelledBookings, counts.totalBookings),
    asOf: now,
  };
}

async function studentStats({ principal, now }: Context<Member>): Promise<BookingStats> {
  const [figures, upcoming] = await Promise.all([read(bookingFiguresKey(principal.userId)), readUpcoming(principal.userId, now)]);
  const [next] = upcoming;
  return {
    as: "student",
    ...countsOf(figures ?? {}, upcoming),
    completedMinutes: figures?.completedMinutes ?? 0,
    distinctInstructors: figures?.distinctInstructors ?? 0,
    nextLesson: next ? viewSummary(next, await readLessonPeople(next), "student", now) : null,
    asOf: now,
  };
}

/** The confirmed lessons to come, the next one first. */
async function readUpcoming(userId: Member["userId"], now: Instant): Promise<readonly BookingListEntry[]> {
  const { pk, prefix } = bookingListOf(userId);
  const { items } = await readRange<BookingListEntry>({ pk, from: `${prefix}${now}`, to: `${prefix}\uffff`, limit: MOST_UPCOMING });
  return items.filter((entry) => partitionOf(entry, now) === "upcoming");
}

/** A counter that nothing has moved yet is not stored. */
function countsOf(figures: CountedFigures, upcoming: readonly BookingListEntry[]) {
  return {
    totalBookings: figures.totalBookings ?? 0,
    upcomingBookings: upcoming.length,
    completedBookings: figures.completedBookings ?? 0,
    cancelledBookings: figures.cancelledBookings ?? 0,
    noShowBookings: figures.noShowBookings ?? 0,
  };
}

/** Four decimals, half up. */
function rateOf(part: number, total: number): number {
  return total === 0 ? 0 : divideHalfUp(part * 10_000, total) / 10_000;
}
