import { describe, expect, it } from "vitest";
import type { CancellationWindow } from "../../core/bookings/booking.ts";
import { type CancellingActor, quoteCancellation } from "../../core/payments/cancellation-outcome.ts";
import { chargeOf } from "../../core/payments/price-breakdown.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/payments-lock.json" with { type: "json" };

interface LockInput {
  readonly resolution: string;
  readonly snapshot: { readonly basePriceCents: number; readonly studentFeeCents: number; readonly targetInstructorPayoutCents: number };
  readonly creditsReservedCents: number;
}

interface LockExpected {
  readonly settlementOutcome: string;
  readonly stripeOps: readonly { readonly op: string; readonly amountCents: number }[];
  readonly lockedAmountCents: number;
}

/** How the lesson ended that the money was kept for; one that was taught is settled by its capture. */
const CANCELLED: Readonly<Record<string, readonly [CancellingActor, CancellationWindow]>> = {
  new_lesson_cancelled_ge12: ["student", "12to24"],
  new_lesson_cancelled_lt12: ["student", "lt12"],
  instructor_cancelled: ["instructor", "12to24"],
};

describe("the end of a lock", () => {
  for (const vector of casesOf<LockInput, LockExpected>(vectors)) {
    const cancelled = CANCELLED[vector.input.resolution];
    if (cancelled === undefined) continue;
    it(`LK-5, LK-7, LK-8, MI-6 ${titleOf(vector)}`, () => {
      const { snapshot, creditsReservedCents: creditReservedCents } = vector.input;
      const price = { ...snapshot, payoutCents: snapshot.targetInstructorPayoutCents };
      const parent = { paymentStatus: "locked", creditReservedCents, referralCreditCents: 0, snapshot: price } as const;
      const { outcome, steps, figures } = quoteCancellation(parent, ...cancelled);
      const { cardChargedCents, referralCreditReturned: _none, ...told } = figures;
      expect(outcome).toBe(vector.expected.settlementOutcome);
      expect(steps).toEqual(vector.expected.stripeOps.map(({ op, amountCents }) => ({ kind: STEPS[op], amountCents })));
      expect(vector.expected).toMatchObject({ ...told, lockedAmountCents: cardChargedCents });
      expect(chargeOf(price, creditReservedCents).studentPayCents).toBe(vector.expected.lockedAmountCents);
    });
  }
});

const STEPS: Readonly<Record<string, string>> = { payout_transfer: "transfer", refund: "refund" };
