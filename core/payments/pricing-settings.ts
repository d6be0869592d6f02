import * as z from "zod";
import { type FieldError, validationFailed } from "../errors.ts";
import { type CommissionTier, DEFAULT_PRICING_SETTINGS, type PricingConfig, type PricingSettings } from "./pricing-config.ts";

/** The settings after an administrator's JSON merge patch (PC-3). A field that the patch removes takes its default again (PC-1). */
export function patchPricingSettings(config: PricingConfig, patch: unknown): PricingSettings {
  const { version: _version, updatedAt: _updatedAt, updatedBy: _updatedBy, ...settings } = config;
  return parsePricingSettings(merge(DEFAULT_PRICING_SETTINGS, merge(settings, patch)));
}

/** The settings in a document from outside, or 422 with a dotted path for each wrong field (PC-2). */
export function parsePricingSettings(document: unknown): PricingSettings {
  const parsed = SETTINGS.safeParse(withSortedTiers(document));
  if (!parsed.success) throw validationFailed(parsed.error.issues.flatMap(fieldErrorsOf));
  const errors = tierErrors(parsed.data.instructorTiers);
  if (errors.length > 0) throw validationFailed(errors);
  return parsed.data;
}

const FRACTION = z.number().gt(0).lt(1).multipleOf(0.0001);
const COUNT = z.int().min(0);
const SETTINGS = z.strictObject({
  studentFeePct: FRACTION,
  foundingInstructorRatePct: FRACTION,
  foundingInstructorCap: z.int().min(1),
  foundingSearchBoost: z.number().gt(0),
  instructorTiers: z.array(z.strictObject({ min: COUNT, max: COUNT.nullable(), pct: FRACTION })).min(1),
  tierActivityWindowDays: z.int().min(1),
  tierStepdownMax: COUNT,
  tierInactivityResetDays: z.int().min(1),
  priceFloorCents: z.strictObject({ privateInPerson: COUNT, privateRemote: COUNT }),
  studentCreditCycle: z.strictObject({ cycleLen: z.int().min(1), mod10: COUNT, cents10: COUNT, mod20: COUNT, cents20: COUNT }),
});

/** Each tier must lie wholly above the one before it; gaps are allowed. */
function tierErrors(tiers: readonly CommissionTier[]): FieldError[] {
  return tiers.flatMap((tier, index) => {
    const path = `instructorTiers.${index}`;
    const before = tiers[index - 1];
    const isLast = index === tiers.length - 1;
    if (tier.max === null && !isLast) return [fieldError(`${path}.max`, "Only the last tier may be open.")];
    if (tier.max !== null && tier.max < tier.min) return [fieldError(`${path}.max`, "Must not be below min.")];
    if (before && tier.min <= (before.max ?? before.min)) return [fieldError(`${path}.min`, "Must be above the tier before.")];
    return [];
  });
}

// Sorting comes before checking, so that the paths of all errors count the tiers in one order. Anything that is no list of tiers is left to
// the schema to refuse.
function withSortedTiers(document: unknown): unknown {
  if (!isRecord(document) || !Array.isArray(document.instructorTiers)) return document;
  const tiers: readonly unknown[] = document.instructorTiers;
  return { ...document, instructorTiers: tiers.toSorted((one, other) => minOf(one) - minOf(other)) };
}

/** RFC 7396: objects are merged, null removes, everything else replaces. */
function merge(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged = new Map(isRecord(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, merge(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

function minOf(tier: unknown): number {
  return isRecord(tier) && typeof tier.min === "number" ? tier.min : 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldErrorsOf(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") return [{ field: path.join("."), code: issue.code, message: issue.message }];
  return issue.keys.map((key) => ({ field: [...path, key].join("."), code: "unknown_field", message: "There is no such field." }));
}

function fieldError(field: string, message: string): FieldError {
  return { field, code: "invalid_tier", message };
}
