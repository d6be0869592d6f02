import type { UserId } from "../ids.ts";
import type { Cents, Fraction } from "../money.ts";
import type { Instant } from "../time.ts";

/** Lessons completed in the activity window that earn a commission rate. An open tier has no `max`. */
export interface CommissionTier {
  readonly min: number;
  readonly max: number | null;
  readonly pct: Fraction;
}

/** What an administrator sets. Validated by `parsePricingSettings`. */
export interface PricingSettings {
  readonly studentFeePct: Fraction;
  readonly foundingInstructorRatePct: Fraction;
  readonly foundingInstructorCap: number;
  readonly foundingSearchBoost: number;
  /** Ascending by `min`, never empty. */
  readonly instructorTiers: readonly CommissionTier[];
  readonly tierActivityWindowDays: number;
  readonly tierStepdownMax: number;
  readonly tierInactivityResetDays: number;
  /** For 60 minutes. */
  readonly priceFloorCents: { readonly privateInPerson: Cents; readonly privateRemote: Cents };
  readonly studentCreditCycle: {
    readonly cycleLen: number;
    readonly mod10: number;
    readonly cents10: Cents;
    readonly mod20: number;
    readonly cents20: Cents;
  };
}

/** The one pricing document. A change never alters a price that was frozen before (PC-1). */
export interface PricingConfig extends PricingSettings {
  readonly version: number;
  readonly updatedAt?: Instant;
  readonly updatedBy?: UserId;
}

/** The values of missing fields (PC-1). */
export const DEFAULT_PRICING_SETTINGS: PricingSettings = {
  studentFeePct: 0.12,
  foundingInstructorRatePct: 0.08,
  foundingInstructorCap: 100,
  foundingSearchBoost: 1.5,
  instructorTiers: [
    { min: 1, max: 4, pct: 0.15 },
    { min: 5, max: 10, pct: 0.12 },
    { min: 11, max: null, pct: 0.1 },
  ],
  tierActivityWindowDays: 30,
  tierStepdownMax: 1,
  tierInactivityResetDays: 90,
  priceFloorCents: { privateInPerson: 8000, privateRemote: 6000 },
  studentCreditCycle: { cycleLen: 11, mod10: 5, cents10: 1000, mod20: 0, cents20: 2000 },
};

/** The configuration of a platform that nobody has configured. */
export const DEFAULT_PRICING_CONFIG: PricingConfig = { ...DEFAULT_PRICING_SETTINGS, version: 1 };
