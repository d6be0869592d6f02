import type { Booking } from "../bookings/booking.ts";
import type { Viewer } from "../bookings/booking-visibility.ts";
import type { Cents } from "../money.ts";
import { type Instant, plusHours } from "../time.ts";
import type { BookingPayment, PaymentStatus, SettlementOutcome } from "./booking-payment.ts";
import { chargeOf } from "./price-breakdown.ts";

/** The money of a booking as its people see it (payments section 5). */
export interface BookingPaymentView {
  readonly paymentStatus: PaymentStatus;
  readonly settlementOutcome: SettlementOutcome | null;
  readonly authMode: "scheduled" | "immediate" | null;
  readonly authScheduledFor: Instant | null;
  /** What the student pays by card. */
  readonly amountCents: Cents;
  readonly creditReservedCents: Cents;
  readonly creditAppliedCents: Cents;
  readonly referralCreditCents: Cents;
  readonly cardCapturedCents: Cents;
  readonly cardRefundedCents: Cents;
  readonly actionRequired: boolean;
  readonly payByAt: Instant;
  readonly locked: boolean;
  readonly lateRescheduleUsed: boolean;
  /** The instructor's share, for the instructor and administrators. */
  readonly instructorPayoutCents: Cents | null;
  readonly cancellationPolicy: readonly CancellationStep[];
}

export interface CancellationStep {
  readonly from: "24h" | "12h" | "0h";
  readonly outcome: "full_release" | "full_credit" | "half_credit";
}

const CANCELLATION_POLICY = [
  { from: "24h", outcome: "full_release" },
  { from: "12h", outcome: "full_credit" },
  { from: "0h", outcome: "half_credit" },
] as const satisfies readonly CancellationStep[];

export function viewPayment(payment: BookingPayment, { startsAt }: Pick<Booking, "startsAt">, viewer: Viewer): BookingPaymentView {
  const { snapshot, creditReservedCents, referralCreditCents } = payment;
  return {
    paymentStatus: payment.paymentStatus,
    settlementOutcome: payment.settlementOutcome ?? null,
    authMode: payment.authMode ?? null,
    authScheduledFor: payment.authScheduledFor ?? null,
    amountCents: chargeOf(snapshot, creditReservedCents + referralCreditCents).studentPayCents,
    creditReservedCents,
    creditAppliedCents: payment.creditAppliedCents,
    referralCreditCents,
    cardCapturedCents: payment.cardCapturedCents,
    cardRefundedCents: payment.cardRefundedCents,
    actionRequired: payment.paymentStatus === "payment_method_required",
    payByAt: plusHours(startsAt, -12),
    locked: payment.paymentStatus === "locked",
    lateRescheduleUsed: payment.lateRescheduleUsed,
    instructorPayoutCents: viewer === "student" ? null : (payment.instructorPayoutCents ?? snapshot.payoutCents),
    cancellationPolicy: CANCELLATION_POLICY,
  };
}
