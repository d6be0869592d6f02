import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import { absent, unchanged } from "../table/condition.ts";
import { bookingPaymentKey, moneyMovementKey } from "../table/keys.ts";
import { put, update, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import type { BookingPayment } from "./booking-payment.ts";
import { firstCancellationMovement } from "./cancellation-movement.ts";
import type { CancellationQuote } from "./cancellation-outcome.ts";

/** The payment of a lesson and, if the lesson moved late, the one it moved from: that one holds the money (LK-5). */
export interface LessonMoney {
  readonly payment: BookingPayment;
  readonly parent?: BookingPayment;
}

/** The payment with the end it shall come to. It is settled where nothing remains to be done, and while in review it waits (CX-10, CX-12). */
export function settlePayment(payment: BookingPayment, { outcome, figures, steps }: CancellationQuote, now: Instant): BookingPayment {
  // Of the two payments of a late move only the parent's moves money, so the figures stand there (LK-9).
  const intended = { ...payment, intendedOutcome: outcome, ...(payment.hasLockedFunds ? {} : { intendedFigures: figures }) };
  if (steps.length > 0 || payment.paymentStatus === "manual_review") return intended;
  return { ...intended, paymentStatus: "settled", settlementOutcome: outcome, settledAt: now };
}

/**
 * What the end of a payment writes beside the payment itself: the first provider call on the way there, none when no call is needed or the
 * payment is in review (BKC-5); and the same end for the payment that a late move locked, whose money it is (LK-9).
 */
export function settlementWrites(ctx: Context, { payment, parent }: LessonMoney, quote: CancellationQuote): Write[] {
  if (parent === undefined) return firstMovement(ctx, payment, quote);
  if (payment.paymentStatus === "manual_review") return [];
  const { bookingId, version } = parent;
  const set = { ...settlePayment(parent, quote, ctx.now), version: version + 1, updatedAt: ctx.now };
  return [update(bookingPaymentKey(bookingId), { set }, unchanged({ version })), ...firstMovement(ctx, parent, quote)];
}

function firstMovement(ctx: Context, payment: BookingPayment, quote: CancellationQuote): Write[] {
  const movement = firstCancellationMovement(payment, quote, newId("mov", ctx.now), ctx.now);
  return movement ? [put(moneyMovementKey(payment.bookingId, movement.movementId), movement, absent)] : [];
}
