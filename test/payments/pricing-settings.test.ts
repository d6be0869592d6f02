import { describe, expect, it } from "vitest";
import { DomainError } from "../../core/errors.ts";
import { DEFAULT_PRICING_CONFIG, DEFAULT_PRICING_SETTINGS } from "../../core/payments/pricing-config.ts";
import { parsePricingSettings, patchPricingSettings } from "../../core/payments/pricing-settings.ts";
import { casesOf, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/pricing-config-validation.json" with { type: "json" };

describe("pricing settings", () => {
  for (const vector of casesOf<{ patch: object }, { valid: boolean; errorField?: string }>(vectors)) {
    it(`PC-2 ${titleOf(vector)}`, () => {
      const fields = wrongFieldsOf(() => patchPricingSettings(DEFAULT_PRICING_CONFIG, vector.input.patch));
      expect(fields).toEqual(vector.expected.valid ? [] : [vector.expected.errorField]);
    });
  }

  it("PC-2 sorts the tiers by min before it checks and returns them so", () => {
    const instructorTiers = [
      { min: 11, max: null, pct: 0.1 },
      { min: 1, max: 4, pct: 0.15 },
    ];
    expect(parsePricingSettings({ ...DEFAULT_PRICING_SETTINGS, instructorTiers }).instructorTiers.map((tier) => tier.min)).toEqual([1, 11]);
    expect(
      wrongFields({
        ...DEFAULT_PRICING_SETTINGS,
        instructorTiers: [
          { min: 5, max: null, pct: 0.1 },
          { min: 5, max: 9, pct: 0.15 },
        ],
      }),
    ).toEqual(["instructorTiers.0.max", "instructorTiers.1.min"]);
  });

  it("PC-2 refuses fractions with more than four decimals, empty tables and ranges that end before they begin", () => {
    expect(wrongFields({ ...DEFAULT_PRICING_SETTINGS, studentFeePct: 0.12345 })).toEqual(["studentFeePct"]);
    expect(wrongFields({ ...DEFAULT_PRICING_SETTINGS, studentFeePct: 0.1234 })).toEqual([]);
    expect(wrongFields({ ...DEFAULT_PRICING_SETTINGS, instructorTiers: [] })).toEqual(["instructorTiers"]);
    expect(wrongFields({ ...DEFAULT_PRICING_SETTINGS, instructorTiers: [{ min: 4, max: 3, pct: 0.2 }] })).toEqual([
      "instructorTiers.0.max",
    ]);
    expect(
      wrongFields({
        ...DEFAULT_PRICING_SETTINGS,
        instructorTiers: [
          { min: 1, max: 5, pct: 0.2 },
          { min: 5, max: null, pct: 0.1 },
        ],
      }),
    ).toEqual(["instructorTiers.1.min"]);
    expect(wrongFields({ ...DEFAULT_PRICING_SETTINGS, instructorTiers: [{ min: 1, max: null, pct: 0.2, label: "x" }] })).toEqual([
      "instructorTiers.0.label",
    ]);
    expect(wrongFields({ ...DEFAULT_PRICING_SETTINGS, instructorTiers: "none" })).toEqual(["instructorTiers"]);
  });

  it("PC-1, PC-3 merges objects, replaces lists whole, and gives a removed field its default again", () => {
    const changed = {
      ...DEFAULT_PRICING_CONFIG,
      ...patchPricingSettings(DEFAULT_PRICING_CONFIG, {
        studentFeePct: 0.2,
        priceFloorCents: { privateRemote: 5000 },
        instructorTiers: [{ min: 0, max: null, pct: 0.2 }],
      }),
    };
    expect(changed.studentFeePct).toBe(0.2);
    expect(changed.priceFloorCents).toEqual({ privateInPerson: 8000, privateRemote: 5000 });
    expect(changed.instructorTiers).toEqual([{ min: 0, max: null, pct: 0.2 }]);
    expect(patchPricingSettings(changed, { studentFeePct: null, priceFloorCents: { privateRemote: null }, instructorTiers: null })).toEqual(
      DEFAULT_PRICING_SETTINGS,
    );
  });

  it("PC-2 names a field that is missing", () => {
    const { studentFeePct: _missing, ...rest } = DEFAULT_PRICING_SETTINGS;
    expect(wrongFields(rest)).toEqual(["studentFeePct"]);
  });
});

function wrongFields(document: unknown): string[] {
  return wrongFieldsOf(() => parsePricingSettings(document));
}

function wrongFieldsOf(parse: () => unknown): string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.problem).toMatchObject({ code: "VALIDATION_FAILED", status: 422 });
    return (error.errors ?? []).map(({ field }) => field);
  }
}
