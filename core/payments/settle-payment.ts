import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { absent } from "../table/condition.ts";
import { moneyMovementKey } from "../table/keys.ts";
import { put, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import type { BookingPayment } from "./booking-payment.ts";
import { firstCancellationMovement } from "./cancellation-movement.ts";
import type { CancellationQuote } from "./cancellation-outcome.ts";

/** The payment with the end it shall come to. It is settled where nothing remains to be done, and while in review it waits (CX-10, CX-12). */
export function settlePayment(payment: BookingPayment, { outcome, figures, steps }: CancellationQuote, now: Instant): BookingPayment {
  const intended = { ...payment, intendedOutcome: outcome, intendedFigures: figures };
  if (steps.length > 0 || payment.paymentStatus === "manual_review") return intended;
  return { ...intended, paymentStatus: "settled", settlementOutcome: outcome, settledAt: now };
}

/** The first provider call on the way there, as a write; none when no call is needed or the payment is in review (BKC-5). */
export function firstMovement(ctx: Context, payment: BookingPayment, quote: CancellationQuote): Write[] {
  const movement = firstCancellationMovement(payment, quote, newId("mov", ctx.now), ctx.now);
  return movement ? [put(moneyMovementKey(payment.bookingId, movement.movementId), movement, absent)] : [];
}
