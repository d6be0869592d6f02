import { describe, expect, it } from "vitest";
import { completenessOf } from "../../core/instructors/completeness.ts";
import {
  type Audience,
  audienceBoost,
  audienceOf,
  distanceScore,
  freshnessScore,
  priceScore,
  qualityScore,
  type SkillLevel,
  scoreOf,
  skillBoost,
} from "../../core/search/score.ts";
import type { LocalDate } from "../../core/time.ts";
import vectors from "../vectors/search-ranking.json" with { type: "json" };

/** The members that some case of the golden file has; each case gives those of its function. */
interface Input {
  readonly relevance: number;
  readonly ratingAverage: number;
  readonly reviewCount: number;
  readonly globalAverage: number;
  readonly distanceKm: number | null;
  readonly effectiveRateCents: number;
  readonly maxPriceCents: number | null;
  readonly lastActiveDate: LocalDate | null;
  readonly today: LocalDate;
  readonly hasPhoto: boolean;
  readonly bioAtLeast100: boolean;
  readonly backgroundCheckPassed: boolean;
  readonly identityVerified: boolean;
  readonly responseRatePct: number | null;
  readonly serviceAudience: Audience;
  readonly queryAudience: "kids" | "adults" | null;
  readonly serviceSkillLevels: readonly string[];
  readonly querySkillLevel: SkillLevel | null;
  readonly isFounding: boolean;
  readonly foundingSearchBoost: number;
}

const ratingOf = (input: Input) => ({ average: input.ratingAverage, count: input.reviewCount, globalAverage: input.globalAverage });
const completeness = (input: Input) =>
  completenessOf({
    hasPicture: input.hasPhoto,
    bio: "a".repeat(input.bioAtLeast100 ? 100 : 99),
    clearance: input.backgroundCheckPassed ? "valid" : "expired",
    identityVerified: input.identityVerified,
    ...(input.responseRatePct === null ? {} : { responseRatePct: input.responseRatePct }),
  }).completeness;

const FUNCTIONS: Readonly<Record<string, readonly [rule: string, run: (input: Input) => number]>> = {
  quality: ["SR-41", (input) => qualityScore(ratingOf(input))],
  distance: ["SR-42", (input) => distanceScore(input.distanceKm ?? undefined)],
  price: ["SR-43", (input) => priceScore(input.effectiveRateCents, input.maxPriceCents ?? undefined)],
  freshness: ["SR-44", (input) => freshnessScore(input.lastActiveDate ?? undefined, input.today)],
  completeness: ["SR-45", completeness],
  audienceBoost: ["SR-46", (input) => audienceBoost(input.serviceAudience, input.queryAudience ?? undefined)],
  skillBoost: ["SR-47", (input) => skillBoost(input.serviceSkillLevels, input.querySkillLevel ?? undefined)],
  finalScore: ["SR-40, SR-48", finalScore],
};

function finalScore(input: Input): number {
  return scoreOf({
    relevance: input.relevance,
    rating: ratingOf(input),
    ...(input.distanceKm === null ? {} : { distanceKm: input.distanceKm }),
    effectiveRateCents: input.effectiveRateCents,
    ...(input.maxPriceCents === null ? {} : { maxPriceCents: input.maxPriceCents }),
    ...(input.lastActiveDate === null ? {} : { lastActiveDate: input.lastActiveDate }),
    today: input.today,
    completeness: completeness(input),
    offeringAudience: input.serviceAudience,
    ...(input.queryAudience === null ? {} : { askedAudience: input.queryAudience }),
    skillLevels: input.serviceSkillLevels,
    ...(input.querySkillLevel === null ? {} : { askedSkillLevel: input.querySkillLevel }),
    boost: input.isFounding ? input.foundingSearchBoost : 1,
  });
}

describe("the score", () => {
  const cases = vectors.cases as readonly { readonly fn: string; readonly input: unknown; readonly expected: number }[];
  for (const [index, { fn, input, expected }] of cases.entries()) {
    const [rule, run] = FUNCTIONS[fn] ?? ["", () => Number.NaN];
    it(`${rule} ${fn}, case ${index + 1}`, () => {
      expect(run(input as Input)).toBeCloseTo(expected, 6);
    });
  }

  it("SR-46 an offering is for kids, for adults, or for both", () => {
    expect(audienceOf(["toddler", "teens"])).toBe("kids");
    expect(audienceOf(["adults"])).toBe("adults");
    expect(audienceOf(["kids", "adults"])).toBe("both");
    expect(audienceOf([])).toBe("both");
  });
});
