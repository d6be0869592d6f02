import type { MoveMode } from "../payments/moved-payment.ts";
import type { Instant } from "../time.ts";
import type { Booking } from "./booking.ts";
import { cancellationWindowAt } from "./cancellation-window.ts";

/** The booking that another moves to, linked to it; PENDING like any new one. */
export function movedBooking(old: Booking, opened: Booking, moveMode: MoveMode): Booking {
  const { instructorNote } = old;
  return {
    ...opened,
    ...(instructorNote === undefined ? {} : { instructorNote }),
    moveMode,
    rescheduledFromBookingId: old.bookingId,
    rescheduledFrom: { date: old.date, startTime: old.startTime },
    firstBookingId: old.firstBookingId ?? old.bookingId,
    rescheduleCount: old.rescheduleCount + 1,
  };
}

/** The old booking of a move that has ended: cancelled, but everybody is told of the move instead (BKR-13). */
export function movedAway({ movingTo: _ended, ...old }: Booking, to: Booking, now: Instant): Booking {
  return {
    ...old,
    status: "CANCELLED",
    cancelledAt: now,
    cancelledBy: { role: "student", userId: old.studentId },
    cancellationCode: "rescheduled",
    // That of the student's request, however long the money took to answer.
    cancellationWindow: cancellationWindowAt(old.startsAt, to.createdAt),
    rescheduledToBookingId: to.bookingId,
    updatedAt: now,
    version: old.version + 1,
  };
}

/** The new booking of a move that the card refused. */
export function notMoved(held: Booking, now: Instant): Booking {
  return {
    ...held,
    status: "CANCELLED",
    cancelledAt: now,
    cancelledBy: { role: "payment" },
    cancellationCode: "reschedule_failed",
    cancellationWindow: cancellationWindowAt(held.startsAt, now),
    updatedAt: now,
    version: held.version + 1,
  };
}
