import { describe, expect, it } from "vitest";
import { DomainError } from "../../core/errors.ts";
import { DEFAULT_PRICING_CONFIG } from "../../core/payments/pricing-config.ts";
import { parsePricingSettings } from "../../core/payments/pricing-settings.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/pricing-config-validation.json" with { type: "json" };

const { version: _version, ...DEFAULT_SETTINGS } = DEFAULT_PRICING_CONFIG;

describe("pricing settings", () => {
  for (const vector of casesOf<{ patch: object }, { valid: boolean; errorField?: string }>(vectors)) {
    it(`PC-2 ${titleOf(vector)}`, () => {
      const fields = wrongFields({ ...DEFAULT_SETTINGS, ...vector.input.patch });
      expect(fields).toEqual(vector.expected.valid ? [] : [vector.expected.errorField]);
    });
  }

  it("PC-2 sorts the tiers by min before it checks and returns them so", () => {
    const instructorTiers = [
      { min: 11, max: null, pct: 0.1 },
      { min: 1, max: 4, pct: 0.15 },
    ];
    expect(parsePricingSettings({ ...DEFAULT_SETTINGS, instructorTiers }).instructorTiers.map((tier) => tier.min)).toEqual([1, 11]);
    expect(
      wrongFields({
        ...DEFAULT_SETTINGS,
        instructorTiers: [
          { min: 5, max: null, pct: 0.1 },
          { min: 5, max: 9, pct: 0.15 },
        ],
      }),
    ).toEqual(["instructorTiers.0.max", "instructorTiers.1.min"]);
  });

  it("PC-2 refuses fractions with more than four decimals, empty tables and ranges that end before they begin", () => {
    expect(wrongFields({ ...DEFAULT_SETTINGS, studentFeePct: 0.12345 })).toEqual(["studentFeePct"]);
    expect(wrongFields({ ...DEFAULT_SETTINGS, studentFeePct: 0.1234 })).toEqual([]);
    expect(wrongFields({ ...DEFAULT_SETTINGS, instructorTiers: [] })).toEqual(["instructorTiers"]);
    expect(wrongFields({ ...DEFAULT_SETTINGS, instructorTiers: [{ min: 4, max: 3, pct: 0.2 }] })).toEqual(["instructorTiers.0.max"]);
    expect(
      wrongFields({
        ...DEFAULT_SETTINGS,
        instructorTiers: [
          { min: 1, max: 5, pct: 0.2 },
          { min: 5, max: null, pct: 0.1 },
        ],
      }),
    ).toEqual(["instructorTiers.1.min"]);
    expect(wrongFields({ ...DEFAULT_SETTINGS, instructorTiers: [{ min: 1, max: null, pct: 0.2, label: "x" }] })).toEqual([
      "instructorTiers.0.label",
    ]);
    expect(wrongFields({ ...DEFAULT_SETTINGS, instructorTiers: "none" })).toEqual(["instructorTiers"]);
  });

  it("PC-2 names a field that is missing", () => {
    const { studentFeePct: _missing, ...rest } = DEFAULT_SETTINGS;
    expect(wrongFields(rest)).toEqual(["studentFeePct"]);
  });
});

function wrongFields(document: unknown): string[] {
  try {
    parsePricingSettings(document);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.problem).toMatchObject({ code: "VALIDATION_FAILED", status: 422 });
    return (error.errors ?? []).map(({ field }) => field);
  }
}
