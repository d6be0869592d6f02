import type { BookingId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { Instant } from "../time.ts";
import type { AuthTiming } from "./auth-timing.ts";
import { type BookingPayment, openPayment } from "./booking-payment.ts";
import type { CardAnswer } from "./card-answer.ts";
import type { MovePlan } from "./move-plan.ts";
import { chargeOf } from "./price-breakdown.ts";
import type { PriceSnapshot } from "./price-snapshot.ts";

export type MoveMode = MovePlan["mode"];

export interface MoveTarget {
  readonly bookingId: BookingId;
  readonly snapshot: PriceSnapshot;
}

// What a move makes of the two payments (LK-3 to LK-5).
//
//                 old                              new
//     carry       settled, nothing left            card and credits of the old: scheduled, or authorised at once
//     new_payment settled, credits given back      its own price by the same card: scheduled, or authorised at once
//     lock        captured and kept (`locked`)     paid by the old one's money (`locked`), never to move again

/** The payment of the lesson that another moves to: the same card, no money yet, and no deadline, as the move itself ends its waiting. */
export function openMovedPayment(old: BookingPayment, target: MoveTarget, now: Instant): BookingPayment {
  const { studentId, instructorId, savePaymentMethod, paymentMethodId, setupIntentId } = old;
  const { payBy: _none, ...opened } = openPayment({ ...target, studentId, instructorId }, now);
  return {
    ...opened,
    savePaymentMethod,
    ...(paymentMethodId === undefined ? {} : { paymentMethodId }),
    ...(setupIntentId === undefined ? {} : { setupIntentId }),
  };
}

/** A lesson far enough away for its card to be asked later (AU-1). */
export function scheduleMovedPayment(
  opened: BookingPayment,
  old: BookingPayment,
  mode: MoveMode,
  timing: Extract<AuthTiming, { readonly authMode: "scheduled" }>,
): BookingPayment {
  return { ...opened, ...timing, ...creditsAlong(old, mode), paymentStatus: "scheduled" };
}

/** What the card's yes makes of the payment that waited for it. */
export function secureMovedPayment(
  held: BookingPayment,
  old: BookingPayment,
  mode: MoveMode,
  { paymentIntentId, cardCents = 0 }: CardAnswer,
  now: Instant,
): BookingPayment {
  const next = { ...held, version: held.version + 1, updatedAt: now };
  if (mode === "lock") {
    return { ...next, paymentStatus: "locked", hasLockedFunds: true, lockedFromBookingId: old.bookingId, lateRescheduleUsed: true };
  }
  return {
    ...next,
    ...creditsAlong(old, mode),
    authMode: "immediate",
    paymentStatus: "authorized",
    attempt: held.attempt + 1,
    cardHeldCents: cardCents,
    ...(paymentIntentId === undefined ? {} : { paymentIntentId }),
  };
}

/** What the card's no makes of it: nothing was charged, and the old lesson keeps its own payment. */
export function failMovedPayment(held: BookingPayment, { declineCode }: CardAnswer, now: Instant): BookingPayment {
  return {
    ...held,
    paymentStatus: "settled",
    settlementOutcome: "payment_failed_no_charge",
    settledAt: now,
    ...(declineCode === undefined ? {} : { authLastErrorCode: declineCode }),
    version: held.version + 1,
    updatedAt: now,
  };
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

/** The payment of a lesson that moved late: its money was taken and is kept for the new one; its credits stay reserved (LK-5). */
export function lockPayment(
  payment: BookingPayment,
  childBookingId: BookingId,
  { paymentIntentId = payment.paymentIntentId, cardCents = 0 }: CardAnswer,
  now: Instant,
): BookingPayment {
  return {
    ...payment,
    paymentStatus: "locked",
    attempt: paymentIntentId === payment.paymentIntentId ? payment.attempt : payment.attempt + 1,
    ...(paymentIntentId === undefined ? {} : { paymentIntentId }),
    cardHeldCents: 0,
    cardCapturedCents: cardCents,
    capturedAt: now,
    lock: { lockedAt: now, lockedAmountCents: chargedForMove(payment, payment, "lock"), childBookingId },
    version: payment.version + 1,
    updatedAt: now,
  };
}

/** What the card pays for the lesson, less the credits that go along. */
export function chargedForMove({ snapshot }: Pick<BookingPayment, "snapshot">, old: BookingPayment, mode: MoveMode): Cents {
  const creditCents = mode === "new_payment" ? 0 : old.creditReservedCents + old.referralCreditCents;
  return chargeOf(snapshot, creditCents).studentPayCents;
}

/** A payment made anew leaves the old credits to be given back (LK-4). */
function creditsAlong({ creditReservedCents, referralCreditCents, referralRewardId }: BookingPayment, mode: MoveMode) {
  if (mode !== "carry") return {};
  return { creditReservedCents, referralCreditCents, ...(referralRewardId === undefined ? {} : { referralRewardId }) };
}
