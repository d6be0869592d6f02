import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import type { BookingPayment } from "../payments/booking-payment.ts";
import { isPayable } from "../payments/booking-payment.ts";
import { commit } from "../table/commit.ts";
import { unchanged } from "../table/condition.ts";
import { bookingPaymentKey, dueIndex } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import { update, type Write } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import { INVALID_BOOKING_TRANSITION } from "./booking-errors.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking, readBooking } from "./booking-repository.ts";
import { requireStill } from "./booking-side.ts";
import { transition } from "./booking-transitions.ts";
import { leavePending } from "./release-booking.ts";

/** How the money of a booking is secured; a card that is held has the provider's intent. */
export type SecuredPayment = Pick<
  BookingPayment,
  "paymentStatus" | "authMode" | "authScheduledFor" | "cardHeldCents" | "paymentMethodId" | "paymentIntentId"
>;

/**
 * PENDING becomes CONFIRMED in the transaction that records the payment (BK-50). Confirmed already is success without an event; from the
 * deadline on, and in any other state, 409 `INVALID_BOOKING_TRANSITION`. A booking that a move holds is the move's to confirm: 409
 * `OPERATION_IN_PROGRESS`. `also` are writes of the caller, such as its inbox mark.
 */
export async function confirmBooking(ctx: Context, bookingId: BookingId, secured: SecuredPayment, also: readonly Write[]): Promise<void> {
  return untilCommitted(
    () => attempt(ctx, bookingId, secured, also),
    (lost) => lost,
  );
}

async function attempt(ctx: Context, bookingId: BookingId, secured: SecuredPayment, also: readonly Write[]): Promise<void> {
  const { booking, payment } = await readBooking(bookingId);
  const confirmed = transition(booking.status, "payment_confirmed");
  if (confirmed instanceof DomainError) throw confirmed;
  if (!confirmed.effect) return commit(also);
  requireStill(booking);
  if (!isPayable(payment, ctx.now)) {
    throw new DomainError(INVALID_BOOKING_TRANSITION, "The time to pay is over; book anew.", {
      bookingStatus: booking.status,
      event: "payment_confirmed",
    });
  }
  const { now } = ctx;
  const after: Booking = { ...booking, status: "CONFIRMED", confirmedAt: now, updatedAt: now, version: booking.version + 1 };
  const set = { ...secured, payBy: undefined, version: payment.version + 1, updatedAt: now };
  await commit([
    ...changeBooking(booking, after),
    update(bookingPaymentKey(bookingId), { set }, unchanged({ version: payment.version }), {
      index: { gsi1: authorizationDue(bookingId, secured) },
    }),
    leavePending(booking),
    publish(ctx, "booking.confirmed", bookingFact(after)),
    ...also,
  ]);
}

function authorizationDue(bookingId: BookingId, { paymentStatus, authScheduledFor }: SecuredPayment) {
  const waits = paymentStatus === "scheduled" && authScheduledFor !== undefined;
  return waits ? dueIndex("payment-authorization", authScheduledFor, bookingId) : null;
}
