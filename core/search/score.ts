import type { Cents } from "../money.ts";
import { daysBetween, type LocalDate } from "../time.ts";
import type { AgeGroup } from "./category.ts";

export type Audience = "kids" | "adults" | "both";
export type SkillLevel = "beginner" | "intermediate" | "advanced";

export interface ScoreFacts {
  readonly relevance: number;
  readonly rating: Rating;
  /** Absent where no place was asked for. */
  readonly distanceKm?: number;
  readonly effectiveRateCents: Cents;
  readonly maxPriceCents?: Cents;
  /** UTC dates. */
  readonly lastActiveDate?: LocalDate;
  readonly today: LocalDate;
  readonly completeness: number;
  readonly offeringAudience: Audience;
  readonly askedAudience?: "kids" | "adults";
  readonly skillLevels: readonly string[];
  readonly askedSkillLevel?: SkillLevel;
  /** Of founding instructors the configured boost, otherwise 1. */
  readonly boost: number;
}

export interface Rating {
  readonly average: number;
  readonly count: number;
  /** The average of all instructors, which stands in until there are enough reviews. */
  readonly globalAverage: number;
}

/** How far up an offering belongs (search 3.5, "Score"). */
export function scoreOf(facts: ScoreFacts): number {
  const weighted =
    0.35 * facts.relevance +
    0.25 * qualityScore(facts.rating) +
    0.15 * distanceScore(facts.distanceKm) +
    0.1 * priceScore(facts.effectiveRateCents, facts.maxPriceCents) +
    0.1 * freshnessScore(facts.lastActiveDate, facts.today) +
    0.05 * facts.completeness;
  const boosts = audienceBoost(facts.offeringAudience, facts.askedAudience) + skillBoost(facts.skillLevels, facts.askedSkillLevel);
  return (weighted + boosts) * facts.boost;
}

/** SR-41. Five reviews' worth of the global average keep a single review from deciding. */
export function qualityScore({ average, count, globalAverage }: Rating): number {
  return (average * count + globalAverage * 5) / (count + 5) / 5;
}

/** SR-42. */
export function distanceScore(distanceKm: number | undefined): number {
  if (distanceKm === undefined) return 0.7;
  if (distanceKm <= 1) return 1;
  if (distanceKm <= 10) return 1 - ((distanceKm - 1) / 9) * 0.5;
  return Math.max(0.2, 0.5 - ((distanceKm - 10) / 20) * 0.3);
}

/** SR-43. */
export function priceScore(effectiveRateCents: Cents, maxPriceCents: Cents | undefined): number {
  if (maxPriceCents === undefined) return 0.7;
  const ratio = effectiveRateCents / maxPriceCents;
  if (ratio <= 0.7) return 1;
  return ratio <= 1 ? 1 - ratio + 0.7 : 0.5;
}

/** SR-44. */
export function freshnessScore(lastActiveDate: LocalDate | undefined, today: LocalDate): number {
  if (lastActiveDate === undefined) return 0.5;
  const days = daysBetween(lastActiveDate, today);
  if (days <= 1) return 1;
  if (days <= 7) return 0.9;
  if (days <= 30) return 0.7;
  return days <= 90 ? 0.5 : 0.3;
}

/** SR-46. */
export function audienceBoost(offered: Audience, asked: "kids" | "adults" | undefined): number {
  return asked !== undefined && (offered === asked || offered === "both") ? 0.1 : 0;
}

/** Whom an offering is for; one that names nobody, or both, is for both (SR-46). */
export function audienceOf(ageGroups: readonly AgeGroup[]): Audience {
  const adults = ageGroups.includes("adults");
  const kids = ageGroups.some((group) => group !== "adults");
  if (adults === kids) return "both";
  return adults ? "adults" : "kids";
}

/** SR-47. Whoever names no level teaches all of them. */
export function skillBoost(offered: readonly string[], asked: SkillLevel | undefined): number {
  if (asked === undefined) return 0;
  if (offered.length === 0 || offered.includes(asked)) return 0.05;
  return asked === "intermediate" ? 0.02 : 0;
}
