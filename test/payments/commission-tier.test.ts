import { describe, expect, it } from "vitest";
import { activeOverride } from "../../core/payments/commission.ts";
import { commissionCard } from "../../core/payments/commission-card.ts";
import { commissionOfNextLesson, evaluateCommission } from "../../core/payments/commission-tier.ts";
import type { PricingConfig } from "../../core/payments/pricing-config.ts";
import { plusMilliseconds } from "../../core/time.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import cards from "../vectors/pricing-commission-status.json" with { type: "json" };
import sweeps from "../vectors/pricing-tier-sweep.json" with { type: "json" };
import tiers from "../vectors/pricing-tiers.json" with { type: "json" };
import { activityOf, commissionOf, configWith, NOW, type VectorInstructor } from "./instructor.ts";

interface TierInput {
  readonly mode: "preview" | "evaluation";
  readonly instructor: VectorInstructor;
  readonly config?: Partial<PricingConfig>;
}

interface SweepInput {
  readonly startTierPct: number;
  readonly evaluations: readonly Omit<VectorInstructor, "isFounding" | "currentTierPct">[];
  readonly config?: Partial<PricingConfig>;
}

describe("commission tier", () => {
  for (const vector of casesOf<TierInput, { tierPct: number }>(tiers)) {
    it(`TR-1..TR-8 ${titleOf(vector)}`, () => {
      const { mode, instructor, config } = vector.input;
      const resolve = mode === "preview" ? commissionOfNextLesson : evaluateCommission;
      expect(resolve(commissionOf(instructor), activityOf(instructor), configWith(config), NOW)).toBe(vector.expected.tierPct);
    });
  }

  for (const vector of casesOf<SweepInput, readonly { tierPct: number; changed: boolean }[]>(sweeps)) {
    it(`TR-5..TR-9 ${titleOf(vector)}`, () => {
      let stored = vector.input.startTierPct;
      const rates = vector.input.evaluations.map((evaluation) => {
        const before = stored;
        const commission = commissionOf({ isFounding: false, currentTierPct: stored });
        stored = evaluateCommission(commission, activityOf(evaluation), configWith(vector.input.config), NOW);
        return { tierPct: stored, changed: stored !== before };
      });
      expect(rates).toEqual(vector.expected);
    });
  }

  it("TR-2 lets an override end at its end instant and one without an end go on", () => {
    const overridden = { ...commissionOf({ isFounding: false, currentTierPct: 0.15 }), overridePct: 0.05 };
    expect(activeOverride(overridden, NOW)).toBe(0.05);
    expect(activeOverride({ ...overridden, overrideUntil: NOW }, NOW)).toBeUndefined();
    expect(activeOverride({ ...overridden, overrideUntil: plusMilliseconds(NOW, 1) }, NOW)).toBe(0.05);
  });

  it("TR-7 starts from the nearest rate when the stored one has left the table, the lower one at a tie", () => {
    const evaluate = (currentTierPct: number) =>
      evaluateCommission(
        commissionOf({ isFounding: false, currentTierPct }),
        activityOf({ completedInWindow: 0, lastCompletedDaysAgo: 9 }),
        configWith(),
        NOW,
      );
    expect(evaluate(0.09)).toBe(0.12);
    expect(evaluate(0.11)).toBe(0.12);
    expect(evaluate(0.13)).toBe(0.15);
  });
});

describe("commission card", () => {
  type Card = Pick<VectorInstructor, "isFounding" | "currentTierPct" | "completedInWindow">;
  for (const vector of casesOf<Card & { config?: Partial<PricingConfig> }, object>(cards)) {
    it(`TR-10 ${titleOf(vector)}`, () => {
      const { completedInWindow, config } = vector.input;
      expect(commissionCard(commissionOf(vector.input), completedInWindow, configWith(config), NOW)).toEqual(vector.expected);
    });
  }

  it("TR-10 shows an override beside the tier, not in its place", () => {
    const commission = { ...commissionOf({ isFounding: false, currentTierPct: 0.15 }), overridePct: 0.0725 };
    expect(commissionCard(commission, 0, configWith(), NOW)).toMatchObject({ tierName: "entry", override: { commissionRatePct: 7.25 } });
  });
});
