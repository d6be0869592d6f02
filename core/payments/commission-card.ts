import { required } from "../errors.ts";
import type { Fraction } from "../money.ts";
import type { Instant } from "../time.ts";
import { activeOverride, type Commission } from "./commission.ts";
import { entryRate, tierIndexOf, tierNameAt } from "./commission-tier.ts";
import type { PricingSettings } from "./pricing-config.ts";

export interface CommissionCardTier {
  readonly name: string;
  readonly displayName: string;
  readonly commissionPct: number;
  readonly minLessons: number;
  readonly maxLessons: number | null;
  readonly isCurrent: boolean;
  readonly isUnlocked: boolean;
}

export interface CommissionCard {
  readonly isFounding: boolean;
  readonly tierName: string;
  readonly commissionRatePct: number;
  readonly activityWindowDays: number;
  readonly completedLessonsInWindow: number;
  readonly nextTierName: string | null;
  readonly nextTierThreshold: number | null;
  readonly lessonsToNextTier: number | null;
  readonly tiers: readonly CommissionCardTier[];
  readonly override?: { readonly commissionRatePct: number; readonly until?: Instant };
}

/** What an instructor is shown of the own commission: rates in percent, and the way to the next tier (TR-10). */
export function commissionCard(commission: Commission, completedInWindow: number, settings: PricingSettings, now: Instant): CommissionCard {
  const { isFounding } = commission;
  const current = tierIndexOf(commission.currentTierPct ?? entryRate(settings), settings);
  const tiers = settings.instructorTiers.map((tier, index) => ({
    name: tierNameAt(index),
    displayName: capitalize(tierNameAt(index)),
    commissionPct: percent(tier.pct),
    minLessons: tier.min,
    maxLessons: tier.max,
    isCurrent: !isFounding && index === current,
    isUnlocked: !isFounding && (index <= current || completedInWindow >= tier.min),
  }));
  const next = isFounding ? undefined : tiers[current + 1];
  return {
    isFounding,
    tierName: isFounding ? "founding" : tierNameAt(current),
    commissionRatePct: isFounding
      ? percent(settings.foundingInstructorRatePct)
      : required(tiers[current], "the current tier is one of the table").commissionPct,
    activityWindowDays: settings.tierActivityWindowDays,
    completedLessonsInWindow: completedInWindow,
    nextTierName: next?.name ?? null,
    nextTierThreshold: next?.minLessons ?? null,
    lessonsToNextTier: next ? Math.max(0, next.minLessons - completedInWindow) : null,
    tiers,
    ...overrideShown(commission, now),
  };
}

function overrideShown(commission: Commission, now: Instant): Pick<CommissionCard, "override"> {
  const pct = activeOverride(commission, now);
  if (pct === undefined || commission.isFounding) return {};
  const until = commission.overrideUntil === undefined ? {} : { until: commission.overrideUntil };
  return { override: { commissionRatePct: percent(pct), ...until } };
}

function percent(fraction: Fraction): number {
  return Math.round(fraction * 10_000) / 100;
}

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
