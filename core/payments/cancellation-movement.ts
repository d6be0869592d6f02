import { InvariantError } from "../errors.ts";
import type { MovementId } from "../ids.ts";
import type { Instant } from "../time.ts";
import { type BookingPayment, moneyStatus } from "./booking-payment.ts";
import type { CancellationQuote, MoneyStepKind } from "./cancellation-outcome.ts";
import { type MoneyMovement, newMovement } from "./money-movement.ts";
import { authorizeKey, cancelHoldKey, captureKey } from "./movement-keys.ts";

/**
 * The first provider call of a cancellation, for the transaction that cancels the booking (BKC-5). None when no call is needed, and none
 * while the payment is in review, where the money waits for the resolution (CX-10).
 */
export function firstCancellationMovement(
  payment: BookingPayment,
  quote: CancellationQuote,
  movementId: MovementId,
  now: Instant,
): MoneyMovement | undefined {
  const step = quote.steps[0];
  if (step === undefined || payment.paymentStatus === "manual_review") return undefined;
  return newMovement(
    {
      movementId,
      bookingId: payment.bookingId,
      purpose: purposeOf(payment, quote),
      kind: step.kind,
      amountCents: step.amountCents,
      idempotencyKey: idempotencyKey(payment, quote, step.kind),
    },
    now,
  );
}

/** The keys of payments section 3.6. */
function idempotencyKey(payment: BookingPayment, quote: CancellationQuote, kind: MoneyStepKind): string {
  const { bookingId } = payment;
  switch (kind) {
    case "authorize":
      return authorizeKey(payment);
    case "capture":
      return captureKey(payment);
    case "cancel_hold":
      return cancelHoldKey(payment);
    case "refund":
      return `refund_${bookingId}_${purposeOf(payment, quote)}`;
    case "transfer":
      return quote.outcome === "student_no_show_full_payout" ? `lock_payout_${bookingId}` : `lock_split_${bookingId}`;
    case "transfer_reversal":
      throw new InvariantError("a cancellation never begins with a reversal");
  }
}

/** The rule in a word, by which partial reversals and refunds of one booking have distinct keys. */
function purposeOf(payment: BookingPayment, quote: CancellationQuote): string {
  if (moneyStatus(payment) === "locked") return "lock";
  switch (quote.outcome) {
    case "student_cancel_12_24_full_credit":
      return "cancel_12_24";
    case "student_cancel_lt12_split_50_50":
      return "cancel_lt12";
    case "student_no_show_full_payout":
      return "no_show";
    default:
      return "cancel_full";
  }
}
