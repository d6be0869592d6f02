import type { BookingId, MovementId } from "../ids.ts";
import type { Instant } from "../time.ts";
import type { BookingPayment } from "./booking-payment.ts";
import { type CardAnswer, isSecured } from "./card-answer.ts";
import { type MoneyMovement, newMovement } from "./money-movement.ts";
import type { MovePlan } from "./move-plan.ts";
import { chargedForMove } from "./moved-payment.ts";
import { authorizeKey, cancelHoldKey, captureKey } from "./movement-keys.ts";

/** The call that decides about a move is named after the new booking, so that whoever knows the move finds it. */
export function moveMovementId(newBookingId: BookingId): MovementId {
  return `mov_${newBookingId.slice("bkg_".length)}`;
}

/** That call, recorded before anybody makes it (ST-3): a late move takes the money of the old lesson, any other asks for that of the new one. */
export function moveMovement(plan: MovePlan, old: BookingPayment, opened: BookingPayment, now: Instant): MoneyMovement {
  const paying = plan.mode === "lock" ? old : opened;
  const isHeld = plan.mode === "lock" && !plan.authorizeFirst;
  return newMovement(
    {
      movementId: moveMovementId(opened.bookingId),
      bookingId: paying.bookingId,
      purpose: "move",
      kind: isHeld ? "capture" : "authorize",
      amountCents: chargedForMove(paying, old, plan.mode),
      idempotencyKey: isHeld ? captureKey(paying) : authorizeKey(paying),
    },
    now,
  );
}

/** What the provider has said to a movement; nothing while it is pending. */
export function recordedAnswer({ state, stripeId, amountCents, errorCode }: MoneyMovement): CardAnswer | undefined {
  if (state === "pending") return undefined;
  if (state === "succeeded") return { status: "succeeded", cardCents: amountCents, ...(stripeId && { paymentIntentId: stripeId }) };
  return { status: "requires_payment_method", ...(errorCode && { declineCode: errorCode }) };
}

/** The movement with the answer. */
export function answeredMovement(movement: MoneyMovement, answer: CardAnswer, now: Instant): MoneyMovement {
  const { paymentIntentId, declineCode } = answer;
  return {
    ...movement,
    state: isSecured(answer) ? "succeeded" : "failed",
    ...(paymentIntentId && { stripeId: paymentIntentId }),
    ...(declineCode && { errorCode: declineCode }),
    finishedAt: now,
  };
}

/** A hold that was made for the old lesson is let go after the move (LK-3). */
export function releaseOfHold(payment: BookingPayment, movementId: MovementId, now: Instant): MoneyMovement | undefined {
  if (payment.paymentStatus !== "authorized") return undefined;
  const { bookingId, cardHeldCents: amountCents } = payment;
  const call = {
    movementId,
    bookingId,
    purpose: "move",
    kind: "cancel_hold",
    amountCents,
    idempotencyKey: cancelHoldKey(payment),
  } as const;
  return newMovement(call, now);
}
