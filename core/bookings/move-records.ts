import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import type { BookingPayment } from "../payments/booking-payment.ts";
import { releaseOfHold } from "../payments/move-movement.ts";
import { type MoveMode, paymentMovedAway } from "../payments/moved-payment.ts";
import { audit } from "../table/audit.ts";
import { absent, any, present, unchanged } from "../table/condition.ts";
import { bookingLedgerKey, bookingPaymentKey, moneyMovementKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { put, update, type Write } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";

// What every move writes, whether it takes one transaction or two.

/** Counts the new lesson for both people, so that closing an account cannot miss one that is made at the same moment (BKE-4). */
export function countMove({ studentId, instructorId }: Booking): Write[] {
  return [studentId, instructorId].map((userId) =>
    update(bookingLedgerKey(userId), { set: { userId }, add: { version: 1 } }, any(absent, present)),
  );
}

/** The old payment after a move that kept none of its money; a hold on the card is let go afterwards. */
export function leavePayment({ now }: Context, payment: BookingPayment): Write[] {
  const { bookingId, version } = payment;
  const hold = releaseOfHold(payment, newId("mov", now), now);
  return [
    update(bookingPaymentKey(bookingId), { set: paymentMovedAway(payment, now) }, unchanged({ version }), { index: { gsi1: null } }),
    ...(hold ? [put(moneyMovementKey(bookingId, hold.movementId), hold, absent)] : []),
  ];
}

/** One audit entry for each of the two bookings, and the one event of a move (BKR-13). */
export function announceMove(ctx: Context, from: Booking, to: Booking, mode: MoveMode): Write[] {
  // The place may be somebody's home, which the log has no use for.
  const { location: _place, ...audited } = to;
  return [
    audit(ctx, {
      action: "reschedule",
      entityType: "booking",
      entityId: from.bookingId,
      before: { status: from.status, startsAt: from.startsAt },
      after: { status: "CANCELLED", rescheduledToBookingId: to.bookingId },
    }),
    audit(ctx, { action: "reschedule", entityType: "booking", entityId: to.bookingId, after: audited }),
    publish(ctx, "booking.rescheduled", {
      ...bookingFact(to),
      oldBookingId: from.bookingId,
      newBookingId: to.bookingId,
      oldStartsAt: from.startsAt,
      newStartsAt: to.startsAt,
      mode,
    }),
  ];
}
