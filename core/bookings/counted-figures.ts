import type { UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import { dueIndex } from "../table/keys.ts";
import type { WriteOptions } from "../table/write.ts";
import { addDays, type Instant, localDateAt } from "../time.ts";

/** What is counted of a person's bookings, moved by the bookings' events (BKL-22). What nothing has moved yet is absent: zero. */
export interface CountedFigures {
  readonly totalBookings?: number;
  readonly completedBookings?: number;
  readonly cancelledBookings?: number;
  readonly noShowBookings?: number;
  /** Of an instructor. */
  readonly earnedCents?: Cents;
  /** Of a student. */
  readonly completedMinutes?: number;
  readonly distinctInstructors?: number;
}

/** The figures as they are stored. */
export interface StoredFigures extends CountedFigures {
  readonly userId: UserId;
}

/** Figures that moved are compared with the bookings in the night that follows (BKL-22). */
export function comparedNextNight(userId: UserId, now: Instant): WriteOptions {
  return comparedOn(userId, now, 1);
}

/** Figures that have stood still are compared all the same now and then: an event that was lost moved none. */
export function comparedNextMonth(userId: UserId, now: Instant): WriteOptions {
  return comparedOn(userId, now, 30);
}

function comparedOn(userId: UserId, now: Instant, days: number): WriteOptions {
  const midnight: Instant = `${addDays(localDateAt(now, "UTC"), days)}T00:00:00.000Z`;
  return { index: { gsi1: dueIndex("booking-figures", midnight, userId) } };
}

/** What an instructor earned with the lessons of a month, `2026-03`, on the lessons' own calendar. */
export interface EarnedInMonth {
  readonly month: string;
  readonly earnedCents: Cents;
}

/** How often one instructor has taught a student. */
export interface TaughtBy {
  readonly instructorId: UserId;
  readonly completedLessons: number;
}
