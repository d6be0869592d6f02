import type { Commission } from "../../core/payments/commission.ts";
import type { LessonActivity } from "../../core/payments/commission-tier.ts";
import { DEFAULT_PRICING_CONFIG, type PricingConfig } from "../../core/payments/pricing-config.ts";
import { type Instant, plusHours } from "../../core/time.ts";

export const NOW: Instant = "2025-12-01T10:00:00.000Z";

/** An instructor as the pricing files describe one. */
export interface VectorInstructor {
  readonly isFounding: boolean;
  readonly commissionOverridePct?: number | null;
  readonly currentTierPct: number | null;
  readonly completedInWindow: number;
  readonly lastCompletedDaysAgo?: number | null;
}

export function commissionOf(instructor: Pick<VectorInstructor, "isFounding" | "commissionOverridePct" | "currentTierPct">): Commission {
  const { isFounding, currentTierPct, commissionOverridePct } = instructor;
  return {
    isFounding,
    payoutHold: false,
    ...(currentTierPct === null ? {} : { currentTierPct }),
    ...(typeof commissionOverridePct === "number" ? { overridePct: commissionOverridePct } : {}),
  };
}

export function activityOf({
  completedInWindow,
  lastCompletedDaysAgo,
}: Omit<VectorInstructor, "isFounding" | "currentTierPct">): LessonActivity {
  if (typeof lastCompletedDaysAgo !== "number") return { completedInWindow };
  return { completedInWindow, lastCompletedAt: plusHours(NOW, -24 * lastCompletedDaysAgo) };
}

export function configWith(changes: Partial<PricingConfig> = {}): PricingConfig {
  return { ...DEFAULT_PRICING_CONFIG, ...changes };
}
