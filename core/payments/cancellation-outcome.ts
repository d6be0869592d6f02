import type { CancellationWindow } from "../bookings/booking.ts";
import { type Cents, divideHalfUp } from "../money.ts";
import { type BookingPayment, moneyStatus, type SettlementOutcome } from "./booking-payment.ts";
import { returnValue } from "./credit-return.ts";
import { chargeOf, type LessonCharge } from "./price-breakdown.ts";
import type { PriceParts } from "./price-snapshot.ts";
import { type SettlementFigures, settlementFigures } from "./settlement-figures.ts";

export type CancellingActor = "student" | "instructor" | "platform";

/** What an administrator decides about the money of a cancellation (ADM-13). */
export type CancellationPolicy = "full" | "policy" | "none_to_student";

export type MoneyStepKind = "authorize" | "capture" | "cancel_hold" | "refund" | "transfer" | "transfer_reversal";

export interface MoneyStep {
  readonly kind: MoneyStepKind;
  readonly amountCents: Cents;
}

/** The payment whose money a cancellation settles. For the child of a late move it is the parent's, which holds the money (LK-9). */
export interface CancelledPayment
  extends Pick<BookingPayment, "paymentStatus" | "statusBeforeReview" | "creditReservedCents" | "referralCreditCents"> {
  readonly snapshot: PriceParts;
}

export interface CancellationQuote {
  readonly outcome: SettlementOutcome;
  readonly figures: SettlementFigures;
  /** In the order in which they must succeed. */
  readonly steps: readonly MoneyStep[];
}

/** What cancelling in this window does with the money, without doing it (section 3.9). */
export function quoteCancellation(
  payment: CancelledPayment,
  actor: CancellingActor,
  window: CancellationWindow,
  policy?: CancellationPolicy,
): CancellationQuote {
  if (policy === "none_to_student") return payInstructor(payment);
  const decider = policy === undefined ? actor : ({ full: "platform", policy: "student" } as const)[policy];
  switch (decider) {
    case "student":
      return cancelAsStudent(payment, window);
    case "instructor":
      return refundAll(payment, "instructor_cancel_full_refund");
    case "platform":
      return refundAll(payment, "platform_cancel_full_refund");
  }
}

/** What is left to do when the hold that a late cancellation needed was refused: nothing is charged (CX-6). */
export function quoteRefusedHold(payment: CancelledPayment): CancellationQuote {
  return chargeNothing(payment, "payment_failed_no_charge");
}

function cancelAsStudent(payment: CancelledPayment, window: CancellationWindow): CancellationQuote {
  switch (moneyStatus(payment)) {
    case "locked":
      // The money of a late move was captured: it can become credit, but never again a refund (CX-9).
      return window === "lt12"
        ? splitInHalf(payment, "locked_cancel_lt12_split_50_50")
        : creditLesson(payment, "locked_cancel_ge12_full_credit");
    case "authorized":
    case "scheduled":
      if (window === "gte24") return chargeNothing(payment, "student_cancel_gt24_no_charge");
      return window === "lt12"
        ? splitInHalf(payment, "student_cancel_lt12_split_50_50")
        : creditLesson(payment, "student_cancel_12_24_full_credit");
    default:
      // Nothing was ever held, so there is nothing to keep, however late it is (CX-7).
      return chargeNothing(payment, "student_cancel_gt24_no_charge");
  }
}

function creditLesson(payment: CancelledPayment, outcome: SettlementOutcome): CancellationQuote {
  return cancelLate(payment, outcome, payment.snapshot.basePriceCents, 0);
}

function splitInHalf(payment: CancelledPayment, outcome: SettlementOutcome): CancellationQuote {
  return cancelLate(payment, outcome, half(payment.snapshot.basePriceCents), half(payment.snapshot.payoutCents));
}

/** CX-4, CX-5, CX-9: the whole charge is kept, its transfer taken back, and both sides get what the rule says from the platform. */
function cancelLate(payment: CancelledPayment, outcome: SettlementOutcome, promisedCents: Cents, payoutCents: Cents): CancellationQuote {
  const charge = chargeOfPayment(payment);
  const takenBack: MoneyStep = { kind: "transfer_reversal", amountCents: charge.transferCents };
  const paidOut: readonly MoneyStep[] = payoutCents > 0 ? [{ kind: "transfer", amountCents: payoutCents }] : [];
  const taken = moneyStatus(payment) === "locked" ? [] : [...takeCharge(payment, charge), takenBack];
  return {
    outcome,
    steps: [...taken, ...paidOut],
    figures: settlementFigures(payment.creditReservedCents, {
      ...returnValue(promisedCents, payment),
      cardChargedCents: charge.studentPayCents,
      studentCreditCents: promisedCents,
      instructorPayoutCents: payoutCents,
    }),
  };
}

/** CX-8: as if the lesson had never been booked. */
function refundAll(payment: CancelledPayment, outcome: SettlementOutcome): CancellationQuote {
  if (moneyStatus(payment) !== "locked") return chargeNothing(payment, outcome);
  const { studentPayCents } = chargeOfPayment(payment);
  // The transfer to the instructor was taken back when the money was locked (LK-8).
  return {
    outcome,
    steps: [{ kind: "refund", amountCents: studentPayCents }],
    figures: settlementFigures(payment.creditReservedCents, {
      ...released(payment),
      cardChargedCents: studentPayCents,
      cardRefundedCents: studentPayCents,
    }),
  };
}

function chargeNothing(payment: CancelledPayment, outcome: SettlementOutcome): CancellationQuote {
  const isHeld = moneyStatus(payment) === "authorized";
  return {
    outcome,
    steps: isHeld ? [{ kind: "cancel_hold", amountCents: chargeOfPayment(payment).studentPayCents }] : [],
    figures: settlementFigures(payment.creditReservedCents, released(payment)),
  };
}

/** An administrator's `none_to_student`: settled as a no-show of the student (NS-4). */
function payInstructor(payment: CancelledPayment): CancellationQuote {
  if (moneyStatus(payment) === "payment_method_required") return chargeNothing(payment, "payment_failed_no_charge");
  const charge = chargeOfPayment(payment);
  const { payoutCents } = payment.snapshot;
  const topUp: readonly MoneyStep[] = charge.topUpCents > 0 ? [{ kind: "transfer", amountCents: charge.topUpCents }] : [];
  const isLocked = moneyStatus(payment) === "locked";
  return {
    outcome: "student_no_show_full_payout",
    steps: isLocked ? [{ kind: "transfer", amountCents: payoutCents }] : [...takeCharge(payment, charge), ...topUp],
    figures: settlementFigures(payment.creditReservedCents, {
      cardChargedCents: charge.studentPayCents,
      creditAppliedCents: payment.creditReservedCents,
      instructorPayoutCents: payoutCents,
    }),
  };
}

function takeCharge(payment: CancelledPayment, charge: LessonCharge): readonly MoneyStep[] {
  const capture: MoneyStep = { kind: "capture", amountCents: charge.studentPayCents };
  const isHeld = moneyStatus(payment) === "authorized";
  return isHeld ? [capture] : [{ kind: "authorize", amountCents: charge.studentPayCents }, capture];
}

function released(payment: CancelledPayment): Partial<SettlementFigures> {
  return { creditReleasedCents: payment.creditReservedCents, referralCreditReturned: payment.referralCreditCents > 0 };
}

function chargeOfPayment(payment: CancelledPayment): LessonCharge {
  return chargeOf(payment.snapshot, payment.creditReservedCents + payment.referralCreditCents);
}

function half(cents: Cents): Cents {
  return divideHalfUp(cents, 2);
}
