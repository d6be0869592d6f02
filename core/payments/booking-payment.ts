import type { BookingId, UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import { type Instant, plusMinutes } from "../time.ts";
import type { PriceSnapshot } from "./price-snapshot.ts";
import type { SettlementFigures } from "./settlement-figures.ts";

export type PaymentStatus = "payment_method_required" | "scheduled" | "authorized" | "locked" | "settled" | "manual_review";

export type SettlementOutcome =
  | "lesson_completed_full_payout"
  | "student_cancel_gt24_no_charge"
  | "student_cancel_12_24_full_credit"
  | "student_cancel_lt12_split_50_50"
  | "locked_cancel_ge12_full_credit"
  | "locked_cancel_lt12_split_50_50"
  | "instructor_cancel_full_refund"
  | "platform_cancel_full_refund"
  | "instructor_no_show_full_refund"
  | "mutual_no_show_full_refund"
  | "student_no_show_full_payout"
  | "student_wins_dispute_full_refund"
  | "dispute_won"
  | "admin_refund"
  | "admin_partial_refund"
  | "payment_failed_no_charge"
  | "capture_failure_instructor_paid"
  | "capture_failure_escalated"
  | "moved_to_reschedule";

export type ReviewReason =
  | "no_show"
  | "completion_dispute"
  | "bank_dispute"
  | "capture_escalated"
  | "unpaid"
  | "fraud_warning"
  | "unexplained";

/** The money of one booking. Its key is the booking's id. */
export interface BookingPayment {
  readonly bookingId: BookingId;
  readonly studentId: UserId;
  readonly instructorId: UserId;
  readonly paymentStatus: PaymentStatus;
  readonly settlementOutcome?: SettlementOutcome;
  /** What a plan that has begun shall end with; the steps after a crash or a failed capture read it. */
  readonly intendedOutcome?: SettlementOutcome;
  readonly intendedFigures?: SettlementFigures;
  readonly authMode?: "scheduled" | "immediate";
  readonly authScheduledFor?: Instant;
  readonly paymentMethodId?: string;
  readonly savePaymentMethod: boolean;
  readonly setupIntentId?: string;
  /** Never in events or logs. */
  readonly setupClientSecret?: string;
  readonly paymentIntentId?: string;
  /** The number of the current intent; 0 before the first. */
  readonly attempt: number;
  readonly snapshot: PriceSnapshot;
  readonly creditReservedCents: Cents;
  readonly creditAppliedCents: Cents;
  readonly creditForfeitedCents: Cents;
  readonly referralCreditCents: Cents;
  readonly referralRewardId?: string;
  readonly cardHeldCents: Cents;
  readonly cardCapturedCents: Cents;
  readonly cardRefundedCents: Cents;
  /** What the provider said when the card was last refused. */
  readonly authLastErrorCode?: string;
  readonly instructorPayoutCents?: Cents;
  readonly studentCreditIssuedCents?: Cents;
  readonly holdExpiresAt?: Instant;
  readonly capturedAt?: Instant;
  readonly settledAt?: Instant;
  readonly refundedAt?: Instant;
  /** On the parent of a late move: what was taken and is kept for the child (LK-5). */
  readonly lock?: PaymentLock;
  /** On the child of a late move: its money was captured for the parent. */
  readonly hasLockedFunds: boolean;
  readonly lockedFromBookingId?: BookingId;
  readonly lateRescheduleUsed: boolean;
  readonly reviewReasons: readonly ReviewReason[];
  /** Where `manual_review` returns to when its last reason closes. */
  readonly statusBeforeReview?: PaymentStatus;
  /** From this instant on an unpaid booking is given up (CK-3). */
  readonly payBy?: Instant;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface PaymentLock {
  readonly lockedAt: Instant;
  readonly lockedAmountCents: Cents;
  readonly childBookingId: BookingId;
}

export const MINUTES_TO_PAY = 30;

export interface PaymentOpening {
  readonly bookingId: BookingId;
  readonly studentId: UserId;
  readonly instructorId: UserId;
  readonly snapshot: PriceSnapshot;
}

/** The payment of a booking just made: nothing held, a card wanted within 30 minutes (CK-1, CK-3). */
export function openPayment(opening: PaymentOpening, now: Instant): BookingPayment {
  return {
    ...opening,
    paymentStatus: "payment_method_required",
    savePaymentMethod: false,
    attempt: 0,
    creditReservedCents: 0,
    creditAppliedCents: 0,
    creditForfeitedCents: 0,
    referralCreditCents: 0,
    cardHeldCents: 0,
    cardCapturedCents: 0,
    cardRefundedCents: 0,
    hasLockedFunds: false,
    lateRescheduleUsed: false,
    reviewReasons: [],
    payBy: plusMinutes(now, MINUTES_TO_PAY),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** Whether a card may still be confirmed: not from the deadline instant on, even if the job that gives up is late (CK-3). */
export function isPayable(payment: Pick<BookingPayment, "payBy">, now: Instant): boolean {
  return payment.payBy === undefined || now < payment.payBy;
}

/** Until students save cards apart from bookings, the card that secured this one is the one they have (LK-4). */
export function hasDefaultMethod({ paymentMethodId }: Pick<BookingPayment, "paymentMethodId">): boolean {
  return paymentMethodId !== undefined;
}

/** The status that decides what the money does, which a review only hides. */
export function moneyStatus(payment: Pick<BookingPayment, "paymentStatus" | "statusBeforeReview">): PaymentStatus {
  return payment.paymentStatus === "manual_review" ? (payment.statusBeforeReview ?? payment.paymentStatus) : payment.paymentStatus;
}
