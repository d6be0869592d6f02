import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LocationType } from "../../core/bookings/location-type.ts";
import { DomainError } from "../../core/errors.ts";
import { divideHalfUp, shareOf } from "../../core/money.ts";
import { breakDownPrice, chargeOf } from "../../core/payments/price-breakdown.ts";
import type { PricingConfig } from "../../core/payments/pricing-config.ts";
import { modalityOf, rateAt } from "../../core/payments/pricing-format.ts";
import { floorPrice, freezePrice, lessonPrice, type PriceDraft, quotePrice, refusePrice } from "../../core/payments/quote-price.ts";
import { pricesOf, type Rates } from "../support/format-prices.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import floors from "../vectors/pricing-floors.json" with { type: "json" };
import formats from "../vectors/pricing-format-rate.json" with { type: "json" };
import previews from "../vectors/pricing-preview.json" with { type: "json" };
import { activityOf, commissionOf, configWith, NOW, type VectorInstructor } from "./instructor.ts";

interface PreviewInput {
  readonly hourlyRateCents: number;
  readonly durationMinutes: number;
  readonly locationType: LocationType;
  readonly requestedCreditCents: number;
  readonly instructor: VectorInstructor;
  readonly config?: Partial<PricingConfig>;
}

describe("quotePrice", () => {
  for (const vector of casesOf<PreviewInput, object>(previews)) {
    it(`PR-1..PR-13, TR-1..TR-8 ${titleOf(vector)}`, () => {
      const answer = answerOf(() => quotePrice(draftOf(vector.input), vector.input.requestedCreditCents, NOW));
      expect(answer).toEqual(vector.expected);
    });
  }

  for (const vector of casesOf<{ formatPrices: Rates; locationType: LocationType }, object>(formats)) {
    it(`PR-3 ${titleOf(vector)}`, () => {
      const { locationType } = vector.input;
      const formatPrices = pricesOf(vector.input.formatPrices);
      const draft = { ...draftOf({ ...PLAIN, locationType }), formatPrices };
      const answer = answerOf(() => {
        const refusal = refusePrice(draft);
        if (refusal) throw refusal;
        const rate = rateAt(locationType, formatPrices);
        return { pricingFormat: rate?.format, hourlyRateCents: rate?.hourlyRateCents };
      });
      expect(answer).toEqual(vector.expected);
    });
  }

  type FloorInput = Pick<PreviewInput, "locationType" | "durationMinutes"> & { config?: Pick<PricingConfig, "priceFloorCents"> };
  for (const vector of casesOf<FloorInput, object>(floors)) {
    it(`PR-4, PR-5 ${titleOf(vector)}`, () => {
      const { locationType, durationMinutes, config } = vector.input;
      const floorCents = floorPrice(locationType, durationMinutes, configWith(config));
      expect({ modality: modalityOf(locationType), floorCents }).toEqual(vector.expected);
    });
  }

  it("PR-12 names a referral credit as such, in the place of the credit", () => {
    const { lineItems } = breakDownPrice(freezePrice(draftOf(PLAIN), NOW), 2000, "referral");
    expect(lineItems).toEqual([
      { label: "Booking Protection (12%)", amountCents: 1200 },
      { label: "Referral credit", amountCents: -2000 },
    ]);
  });
});

describe("price snapshot", () => {
  it("PS-1 freezes every input of later money", () => {
    expect(freezePrice(draftOf(PLAIN), NOW)).toEqual({
      hourlyRateCents: 10_000,
      durationMinutes: 60,
      pricingFormat: "student_location",
      modality: "in_person",
      basePriceCents: 10_000,
      studentFeePct: 0.12,
      studentFeeCents: 1200,
      tierPct: 0.15,
      tierName: "entry",
      commissionCents: 1500,
      payoutCents: 8500,
      floorCents: 8000,
      configVersion: 1,
      createdAt: NOW,
    });
  });

  it("PS-1 names a founding rate and a rate set by an administrator as what they are", () => {
    const instructor = PLAIN.instructor;
    expect(freezePrice(draftOf({ ...PLAIN, instructor: { ...instructor, isFounding: true } }), NOW).tierName).toBe("founding");
    expect(freezePrice(draftOf({ ...PLAIN, instructor: { ...instructor, commissionOverridePct: 0.05 } }), NOW).tierName).toBe("override");
  });

  it("PS-2, PS-4 gives the same price again with whatever credit is reserved meanwhile", () => {
    const snapshot = freezePrice(draftOf(PLAIN), NOW);
    expect(breakDownPrice(snapshot, 500)).toEqual(quotePrice(draftOf(PLAIN), 500, NOW));
  });
});

describe("rounding", () => {
  const cents = fc.integer({ min: 0, max: 10_000_000 });
  const tenThousandths = fc.integer({ min: 1, max: 9_999 });

  it("PR-1 is the exact product, half up to the cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 720 }), (rate, minutes) => {
        expect(lessonPrice(rate, minutes)).toBe(exactHalfUp(BigInt(rate) * BigInt(minutes), 60n));
      }),
    );
  });

  it("PR-8, PR-9 never see a binary fraction", () => {
    fc.assert(
      fc.property(cents, tenThousandths, (amount, parts) => {
        expect(shareOf(amount, parts / 10_000)).toBe(exactHalfUp(BigInt(amount) * BigInt(parts), 10_000n));
      }),
    );
  });

  it("halves go up", () => {
    fc.assert(fc.property(cents, (amount) => divideHalfUp(amount, 2) === exactHalfUp(BigInt(amount), 2n)));
  });
});

describe("money invariants of a charge", () => {
  it("MI-1..MI-4 hold for every price, rate and credit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400_000 }),
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 0, max: 500_000 }),
        (basePriceCents, feeParts, tierParts, requestedCents) => {
          const studentFeeCents = shareOf(basePriceCents, feeParts / 10_000);
          const commissionCents = shareOf(basePriceCents, tierParts / 10_000);
          const payoutCents = basePriceCents - commissionCents;
          const charge = chargeOf({ basePriceCents, studentFeeCents, payoutCents }, requestedCents);
          expect(commissionCents).toBeGreaterThanOrEqual(0);
          expect(payoutCents).toBeGreaterThanOrEqual(0);
          expect(charge.studentPayCents).toBe(basePriceCents - charge.creditAppliedCents + studentFeeCents);
          expect(charge.studentPayCents).toBeGreaterThanOrEqual(studentFeeCents);
          expect(charge.transferCents + charge.applicationFeeCents).toBe(charge.studentPayCents);
          expect(charge.transferCents + charge.topUpCents).toBe(payoutCents);
          expect(Math.min(charge.transferCents, charge.applicationFeeCents, charge.topUpCents)).toBeGreaterThanOrEqual(0);
          expect(charge.applicationFeeCents * charge.topUpCents).toBe(0);
          // PR-11 in its own words.
          expect(charge.applicationFeeCents).toBe(Math.max(0, studentFeeCents + commissionCents - charge.creditAppliedCents));
        },
      ),
    );
  });
});

const PLAIN: PreviewInput = {
  hourlyRateCents: 10_000,
  durationMinutes: 60,
  locationType: "student_location",
  requestedCreditCents: 0,
  instructor: { isFounding: false, currentTierPct: null, completedInWindow: 0 },
};

function draftOf(input: PreviewInput): PriceDraft {
  const { hourlyRateCents, locationType, durationMinutes, instructor, config } = input;
  return {
    formatPrices: [{ format: locationType === "neutral_location" ? "instructor_location" : locationType, hourlyRateCents }],
    locationType,
    durationMinutes,
    commission: commissionOf(instructor),
    activity: activityOf(instructor),
    config: configWith(config),
  };
}

function answerOf(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const details = Object.keys(error.members).length > 0 ? { details: error.members } : {};
    return { error: error.code, status: error.problem.status, ...details };
  }
}

/** ⌊n ÷ d + ½⌋ over whole numbers of any size. */
function exactHalfUp(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator));
}
