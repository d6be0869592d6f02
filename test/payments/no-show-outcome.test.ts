import { describe, expect, it } from "vitest";
import type { NoShowResolution } from "../../core/bookings/booking.ts";
import type { PaymentStatus } from "../../core/payments/booking-payment.ts";
import type { MoneyStep } from "../../core/payments/cancellation-outcome.ts";
import { quoteNoShow } from "../../core/payments/no-show-outcome.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/payments-noshow.json" with { type: "json" };

interface NoShowInput {
  readonly noShowType: "student" | "instructor" | "mutual";
  readonly resolution: NoShowResolution;
  readonly paymentStatusBeforeReport: PaymentStatus;
  readonly snapshot: { readonly basePriceCents: number; readonly studentFeeCents: number; readonly targetInstructorPayoutCents: number };
  readonly creditsReservedCents: number;
}

interface NoShowExpected {
  readonly settlementOutcome: string;
  readonly stripeOps: readonly object[];
  readonly [figure: `${string}Cents`]: number;
}

describe("quoteNoShow", () => {
  // A cancelled report puts the payment back and moves nothing, which the report's own tests show.
  const confirmed = casesOf<NoShowInput, NoShowExpected>(vectors).filter(({ input }) => input.resolution.startsWith("confirmed"));
  for (const vector of confirmed) {
    it(`NS-3, NS-4 ${titleOf(vector)}`, () => {
      const { noShowType, paymentStatusBeforeReport, snapshot, creditsReservedCents } = vector.input;
      const quote = quoteNoShow(
        {
          paymentStatus: "manual_review",
          statusBeforeReview: paymentStatusBeforeReport,
          creditReservedCents: creditsReservedCents,
          referralCreditCents: 0,
          snapshot: { ...snapshot, payoutCents: snapshot.targetInstructorPayoutCents },
        },
        noShowType,
      );
      const { cardRefundedCents, instructorPayoutCents, creditReleasedCents, creditAppliedCents } = quote.figures;
      expect({ cardRefundedCents, instructorPayoutCents, creditReleasedCents, creditAppliedCents }).toEqual(centsOf(vector.expected));
      expect(quote.outcome).toBe(vector.expected.settlementOutcome);
      expect(quote.steps.map(stripeOp)).toEqual(vector.expected.stripeOps);
    });
  }
});

function stripeOp({ kind, amountCents }: MoneyStep): object {
  if (kind === "cancel_hold") return { op: kind };
  if (kind === "refund") return { op: kind, amountCents, reverseTransfer: false };
  return { op: kind === "transfer" ? "payout_transfer" : kind, amountCents };
}

function centsOf(expected: NoShowExpected): object {
  return Object.fromEntries(Object.entries(expected).filter(([name]) => name.endsWith("Cents")));
}
