import type { UserId } from "../ids.ts";
import { type Cents, divideHalfUp } from "../money.ts";
import { type Instant, localDateAt, type Zone } from "../time.ts";
import { type Booking, isMove } from "./booking.ts";

export interface BookingCounts {
  readonly totalBookings: number;
  readonly upcomingBookings: number;
  readonly completedBookings: number;
  readonly cancelledBookings: number;
  readonly noShowBookings: number;
}

export interface InstructorFigures extends BookingCounts {
  readonly totalEarningsCents: Cents;
  readonly thisMonthEarningsCents: Cents;
  readonly completionRate: number;
  readonly cancellationRate: number;
}

export interface StudentFigures extends BookingCounts {
  readonly completedMinutes: number;
  readonly distinctInstructors: number;
}

type Counted = Pick<Booking, "status" | "startsAt" | "cancellationCode">;
export type EarningBooking = Counted & Pick<Booking, "date"> & { readonly payoutCents: Cents };
export type TakenBooking = Counted & Pick<Booking, "durationMinutes"> & { readonly instructorId: UserId };

/** What an instructor's bookings come to (BKL-20); the month is that of the instructor's zone. */
export function instructorFigures(bookings: readonly EarningBooking[], zone: Zone, now: Instant): InstructorFigures {
  const counts = countBookings(bookings, now);
  const completed = bookings.filter((booking) => booking.status === "COMPLETED");
  const month = localDateAt(now, zone).slice(0, 7);
  return {
    ...counts,
    totalEarningsCents: sumOf(completed.map((booking) => booking.payoutCents)),
    thisMonthEarningsCents: sumOf(completed.filter(({ date }) => date.startsWith(month)).map((booking) => booking.payoutCents)),
    completionRate: rateOf(counts.completedBookings, counts.totalBookings),
    cancellationRate: rateOf(counts.cancelledBookings, counts.totalBookings),
  };
}

/** What a student's bookings come to (BKL-21). */
export function studentFigures(bookings: readonly TakenBooking[], now: Instant): StudentFigures {
  const completed = bookings.filter((booking) => booking.status === "COMPLETED");
  return {
    ...countBookings(bookings, now),
    completedMinutes: sumOf(completed.map((booking) => booking.durationMinutes)),
    distinctInstructors: new Set(completed.map((booking) => booking.instructorId)).size,
  };
}

/** Bookings that were agreed at some time; one that moved is counted by the booking it moved to. */
function countBookings(bookings: readonly Counted[], now: Instant): BookingCounts {
  const agreed = bookings.filter(({ status, cancellationCode }) => {
    return status !== "PENDING" && status !== "PAYMENT_FAILED" && !isMove(cancellationCode);
  });
  const countOf = (status: Booking["status"]) => agreed.filter((booking) => booking.status === status).length;
  return {
    totalBookings: agreed.length,
    upcomingBookings: agreed.filter((booking) => booking.status === "CONFIRMED" && now < booking.startsAt).length,
    completedBookings: countOf("COMPLETED"),
    cancelledBookings: countOf("CANCELLED"),
    noShowBookings: countOf("NO_SHOW"),
  };
}

function rateOf(part: number, total: number): number {
  return total === 0 ? 0 : divideHalfUp(part * 10_000, total) / 10_000;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
