import { required } from "../errors.ts";
import type { Fraction } from "../money.ts";
import { DAY_MS, type Instant, millisecondsBetween } from "../time.ts";
import { activeOverride, type Commission } from "./commission.ts";
import type { PricingSettings } from "./pricing-config.ts";

/** The instructor's completed lessons, counted by the instant of completion. */
export interface LessonActivity {
  /** Those of the last `tierActivityWindowDays` × 24 h. */
  readonly completedInWindow: number;
  readonly lastCompletedAt?: Instant;
}

/** The rate of a lesson that is being priced now, which counts towards the tier itself (TR-4). It is not stored (TR-8). */
export function commissionOfNextLesson(
  commission: Commission,
  activity: LessonActivity,
  settings: PricingSettings,
  now: Instant,
): Fraction {
  return resolveRate(commission, activity.lastCompletedAt, activity.completedInWindow + 1, settings, now);
}

/** The rate to store after a completion or in the nightly sweep (TR-9). */
export function evaluateCommission(commission: Commission, activity: LessonActivity, settings: PricingSettings, now: Instant): Fraction {
  return resolveRate(commission, activity.lastCompletedAt, activity.completedInWindow, settings, now);
}

/** Where everybody starts: the highest rate of the table. */
export function entryRate(settings: PricingSettings): Fraction {
  return Math.max(...settings.instructorTiers.map((tier) => tier.pct));
}

/** `entry`, `growth`, `pro`, then `tier4`, `tier5`… by position (TR-10). */
export function tierNameAt(index: number): string {
  return ["entry", "growth", "pro"][index] ?? `tier${index + 1}`;
}

/** The position of the tier that has the rate, otherwise of the entry tier (TR-10). */
export function tierIndexOf(rate: Fraction, settings: PricingSettings): number {
  const index = settings.instructorTiers.findIndex((tier) => Math.abs(basisPoints(tier.pct) - basisPoints(rate)) <= 1);
  return Math.max(0, index);
}

function resolveRate(
  commission: Commission,
  lastCompletedAt: Instant | undefined,
  lessons: number,
  settings: PricingSettings,
  now: Instant,
): Fraction {
  if (commission.isFounding) return settings.foundingInstructorRatePct;
  const override = activeOverride(commission, now);
  if (override !== undefined) return override;
  if (lastCompletedAt === undefined) return entryRate(settings);
  if (millisecondsBetween(lastCompletedAt, now) > settings.tierInactivityResetDays * DAY_MS) return entryRate(settings);

  const stored = commission.currentTierPct ?? entryRate(settings);
  const earned = earnedRate(lessons, settings);
  const isDemotion = basisPoints(earned) > basisPoints(stored);
  return isDemotion ? stepDown(stored, earned, settings) : earned;
}

/** TR-5. A number of lessons in a gap between two tiers keeps the lower one. */
function earnedRate(lessons: number, settings: PricingSettings): Fraction {
  const reached = settings.instructorTiers.findLast((tier) => lessons >= tier.min);
  return reached?.pct ?? entryRate(settings);
}

/** TR-7. A quiet month costs one tier, not all that was earned. */
function stepDown(stored: Fraction, earned: Fraction, settings: PricingSettings): Fraction {
  if (settings.tierStepdownMax === 0) return stored;
  const rates = [...new Set(settings.instructorTiers.map((tier) => tier.pct))].sort((one, other) => one - other);
  const distances = rates.map((rate) => Math.abs(basisPoints(rate) - basisPoints(stored)));
  // A stored rate that has left the table starts from its nearest one; ascending order makes the lower rate win a tie.
  const start = distances.indexOf(Math.min(...distances));
  const target = Math.min(start + settings.tierStepdownMax, rates.indexOf(earned));
  return required(rates[target], "an earned rate is one of the table's");
}

function basisPoints(rate: Fraction): number {
  return Math.round(rate * 10_000);
}
