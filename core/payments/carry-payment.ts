import { required } from "../errors.ts";
import type { BookingId, MovementId } from "../ids.ts";
import type { Instant } from "../time.ts";
import type { AuthTiming } from "./auth-timing.ts";
import { type BookingPayment, openPayment } from "./booking-payment.ts";
import type { MoneyMovement } from "./money-movement.ts";
import type { PriceSnapshot } from "./price-snapshot.ts";

export interface CarryTarget {
  readonly bookingId: BookingId;
  readonly snapshot: PriceSnapshot;
  /** When the card of the new lesson is authorised. */
  readonly timing: Extract<AuthTiming, { readonly authMode: "scheduled" }>;
}

/** The payment of a lesson that moved to another: nothing is left of it, and no money has moved for it. */
export function paymentMovedAway(payment: BookingPayment, now: Instant): BookingPayment {
  return {
    ...payment,
    paymentStatus: "settled",
    settlementOutcome: "moved_to_reschedule",
    settledAt: now,
    creditReservedCents: 0,
    referralCreditCents: 0,
    version: payment.version + 1,
    updatedAt: now,
  };
}

/** The card and the credits of the old lesson pay for the new one, whose start is far enough away for them to be asked later (LK-3). */
export function paymentCarried(old: BookingPayment, { timing, ...target }: CarryTarget, now: Instant): BookingPayment {
  const { studentId, instructorId, savePaymentMethod, paymentMethodId, setupIntentId, referralRewardId } = old;
  const { payBy: _paid, ...opened } = openPayment({ ...target, studentId, instructorId }, now);
  return {
    ...opened,
    ...timing,
    paymentStatus: "scheduled",
    savePaymentMethod,
    ...(paymentMethodId === undefined ? {} : { paymentMethodId }),
    ...(setupIntentId === undefined ? {} : { setupIntentId }),
    creditReservedCents: old.creditReservedCents,
    referralCreditCents: old.referralCreditCents,
    ...(referralRewardId === undefined ? {} : { referralRewardId }),
  };
}

/** A hold that was made for the old lesson is let go after the move (LK-3). */
export function releaseOfHold(payment: BookingPayment, movementId: MovementId, now: Instant): MoneyMovement | undefined {
  if (payment.paymentStatus !== "authorized") return undefined;
  const intent = required(payment.paymentIntentId, "a held payment has an intent");
  return {
    movementId,
    bookingId: payment.bookingId,
    purpose: "move",
    kind: "cancel_hold",
    amountCents: payment.cardHeldCents,
    idempotencyKey: `cancel_${intent}`,
    state: "pending",
    tries: 0,
    createdAt: now,
  };
}
