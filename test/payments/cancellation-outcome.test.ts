import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cancellationWindowAt } from "../../core/bookings/cancellation-window.ts";
import type { PaymentStatus } from "../../core/payments/booking-payment.ts";
import {
  type CancellationQuote,
  type CancelledPayment,
  type MoneyStep,
  quoteCancellation,
  quoteRefusedHold,
} from "../../core/payments/cancellation-outcome.ts";
import { chargeOf } from "../../core/payments/price-breakdown.ts";
import { plusMilliseconds } from "../../core/time.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/payments-cancellation.json" with { type: "json" };
import { NOW } from "./instructor.ts";

interface CancellationInput {
  readonly actor: "student" | "instructor";
  readonly secondsUntilStart: number;
  readonly paymentStatus: PaymentStatus;
  readonly snapshot: { readonly basePriceCents: number; readonly studentFeeCents: number; readonly targetInstructorPayoutCents: number };
  readonly creditsReservedCents: number;
}

interface CancellationExpected {
  readonly settlementOutcome: string;
  readonly stripeOps: readonly object[];
  readonly [figure: `${string}Cents`]: number;
}

describe("quoteCancellation", () => {
  for (const vector of casesOf<CancellationInput, CancellationExpected>(vectors)) {
    it(`CX-1..CX-9, CX-12, CR-12, MI-6..MI-9 ${titleOf(vector)}`, () => {
      const { actor, secondsUntilStart, paymentStatus, snapshot, creditsReservedCents } = vector.input;
      const window = cancellationWindowAt(plusMilliseconds(NOW, secondsUntilStart * 1000), NOW);
      const price = { ...snapshot, payoutCents: snapshot.targetInstructorPayoutCents };
      const quote = quoteCancellation(paymentOf(paymentStatus, price, creditsReservedCents), actor, window);
      expect(quote.outcome).toBe(vector.expected.settlementOutcome);
      expect(quote.steps.map(stripeOp)).toEqual(vector.expected.stripeOps);
      expect(vector.expected).toMatchObject(centsOf(quote));
    });
  }

  it("CX-6 charges nothing when the hold that a late cancellation needs is refused", () => {
    const quote = quoteRefusedHold(paymentOf("scheduled", PRICE, 5000));
    expect(quote).toMatchObject({ outcome: "payment_failed_no_charge", steps: [] });
    expect(quote.figures).toMatchObject({ cardChargedCents: 0, creditReleasedCents: 5000, platformNetCents: 0 });
  });

  it("CX-7 charges nothing at any time when nothing was ever held", () => {
    for (const window of WINDOWS) {
      const quote = quoteCancellation(paymentOf("payment_method_required", PRICE, 700), "student", window);
      expect(quote).toMatchObject({ outcome: "student_cancel_gt24_no_charge", steps: [] });
      expect(quote.figures).toMatchObject({ cardChargedCents: 0, creditReleasedCents: 700 });
    }
  });

  it("CX-10 promises in a review what the money's own status says", () => {
    const inReview: CancelledPayment = { ...paymentOf("manual_review", PRICE), statusBeforeReview: "authorized" };
    const held = paymentOf("authorized", PRICE);
    expect(quoteCancellation(inReview, "student", "lt12")).toEqual(quoteCancellation(held, "student", "lt12"));
  });

  it("CR-10 gives a referral credit back whole, or leaves it redeemed when it is worth more than the promise", () => {
    const late = (referralCreditCents: number, window: "12to24" | "lt12") =>
      quoteCancellation({ ...paymentOf("authorized", PRICE), referralCreditCents }, "student", window).figures;
    // Worked example 7.20.
    expect(late(2000, "12to24")).toMatchObject({
      cardChargedCents: 11_440,
      creditIssuedCents: 10_000,
      referralCreditReturned: true,
      platformNetCents: 1440,
    });
    expect(late(6000, "lt12")).toMatchObject({ creditIssuedCents: 0, referralCreditReturned: true });
    expect(late(6001, "lt12")).toMatchObject({ creditIssuedCents: 6000, referralCreditReturned: false });
  });

  it("ADM-13 lets an administrator decide about the money whoever cancels", () => {
    const held = paymentOf("authorized", PRICE, 5000);
    expect(quoteCancellation(held, "platform", "lt12", "full")).toEqual(quoteCancellation(held, "platform", "gte24"));
    expect(quoteCancellation(held, "platform", "lt12", "policy")).toEqual(quoteCancellation(held, "student", "lt12"));
    expect(quoteCancellation(held, "platform", "gte24", "none_to_student")).toMatchObject({
      outcome: "student_no_show_full_payout",
      steps: [
        { kind: "capture", amountCents: 8440 },
        { kind: "transfer", amountCents: 2120 },
      ],
      figures: { instructorPayoutCents: 10_560, creditAppliedCents: 5000, platformNetCents: 2880 },
    });
  });
});

describe("money invariants of a cancellation", () => {
  it("MI-6..MI-9 no cent is made or lost, the platform never pays, and a student never gets back more than was put in", () => {
    fc.assert(
      fc.property(anyCancellation, ({ payment, actor, window }) => {
        const { figures } = quoteCancellation(payment, actor, window);
        const consumed = payment.creditReservedCents - figures.creditReleasedCents;
        const given = figures.cardRefundedCents + figures.creditIssuedCents + figures.instructorPayoutCents + figures.platformNetCents;
        expect(figures.cardChargedCents + consumed).toBe(given);
        expect(figures.creditReleasedCents + figures.creditForfeitedCents + figures.creditAppliedCents).toBe(payment.creditReservedCents);
        expect(figures.platformNetCents).toBeGreaterThanOrEqual(0);
        const back = figures.cardRefundedCents + figures.creditReleasedCents + figures.creditIssuedCents;
        expect(back).toBeLessThanOrEqual(figures.cardChargedCents + payment.creditReservedCents);
        expect(figures.instructorPayoutCents).toBeLessThanOrEqual(payment.snapshot.payoutCents);
      }),
    );
  });

  it("MI-11, MI-12 the steps move exactly the figures", () => {
    fc.assert(
      fc.property(anyCancellation, ({ payment, actor, window }) => {
        const quote = quoteCancellation(payment, actor, window);
        const { transferCents, studentPayCents } = chargeOf(payment.snapshot, payment.creditReservedCents);
        const sum = (kind: MoneyStep["kind"]) =>
          quote.steps.filter((step) => step.kind === kind).reduce((total, step) => total + step.amountCents, 0);
        const moved = sum("capture") > 0 ? transferCents : 0;
        expect(moved - sum("transfer_reversal") + sum("transfer")).toBe(quote.figures.instructorPayoutCents);
        expect(sum("refund")).toBe(quote.figures.cardRefundedCents);
        // The money of a late move was captured before.
        const charged = payment.paymentStatus === "locked" ? studentPayCents : sum("capture");
        expect(charged).toBe(quote.figures.cardChargedCents);
      }),
    );
  });
});

const PRICE = { basePriceCents: 12_000, studentFeeCents: 1440, payoutCents: 10_560 };
const WINDOWS = ["gte24", "12to24", "lt12"] as const;

const anyCancellation = fc
  .record({
    basePriceCents: fc.integer({ min: 1, max: 400_000 }),
    commissionParts: fc.integer({ min: 0, max: 1000 }),
    feeCents: fc.integer({ min: 1, max: 50_000 }),
    creditParts: fc.integer({ min: 0, max: 1000 }),
    status: fc.constantFrom<PaymentStatus>("payment_method_required", "scheduled", "authorized", "locked"),
    actor: fc.constantFrom("student", "instructor", "platform"),
    window: fc.constantFrom(...WINDOWS),
  })
  .map(({ basePriceCents, commissionParts, feeCents, creditParts, status, actor, window }) => {
    const payoutCents = basePriceCents - Math.floor((basePriceCents * commissionParts) / 1000);
    const creditCents = Math.floor((basePriceCents * creditParts) / 1000);
    return { payment: paymentOf(status, { basePriceCents, studentFeeCents: feeCents, payoutCents }, creditCents), actor, window };
  });

function paymentOf(paymentStatus: PaymentStatus, snapshot: CancelledPayment["snapshot"], creditReservedCents = 0): CancelledPayment {
  return { paymentStatus, snapshot, creditReservedCents, referralCreditCents: 0 };
}

function centsOf({ figures }: CancellationQuote): object {
  const { creditAppliedCents: _applied, referralCreditReturned: _returned, ...cents } = figures;
  return cents;
}

/** A step as the golden file writes it. */
function stripeOp({ kind, amountCents }: MoneyStep): object {
  switch (kind) {
    case "cancel_hold":
      return { op: "cancel_hold" };
    case "refund":
      return { op: "refund", amountCents, reverseTransfer: false };
    case "transfer":
      return { op: "payout_transfer", amountCents };
    case "transfer_reversal":
      return { op: "reverse_transfer", amountCents };
    default:
      return { op: kind, amountCents };
  }
}
