import type { UserId } from "../ids.ts";
import type { Cents } from "../money.ts";

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

/** How often one instructor has taught a student. */
export interface TaughtBy {
  readonly instructorId: UserId;
  readonly completedLessons: number;
}
