import { completenessOf } from "../instructors/completeness.ts";
import { clearanceAt } from "../instructors/instructor-profile.ts";
import type { VisibleInstructor } from "../instructors/read-visible-instructors.ts";
import { DEFAULT_PRICING_CONFIG } from "../payments/pricing-config.ts";
import { type Instant, localDateAt } from "../time.ts";
import { type InstructorService, minHourlyRateCents } from "./instructor-service.ts";
import { audienceOf, scoreOf } from "./score.ts";
import { skillLevelsOf } from "./service-match.ts";

export interface Candidate {
  readonly offering: InstructorService;
  readonly instructor: VisibleInstructor;
  readonly relevance: number;
}

export interface RankedOffering extends Candidate {
  readonly score: number;
}

/** One instructor with what fits of theirs, best first. */
export interface RankedInstructor {
  readonly instructor: VisibleInstructor;
  readonly best: RankedOffering;
  readonly others: readonly RankedOffering[];
}

/** The candidates in recommended order, one row per instructor (SR-49, SR-51). */
export function rankOfferings(candidates: readonly Candidate[], now: Instant): RankedInstructor[] {
  const ranked = candidates.map((candidate) => ({ ...candidate, score: scoreOfCandidate(candidate, now) })).toSorted(inRecommendedOrder);
  const rows = Map.groupBy(ranked, ({ offering }) => offering.instructorId);
  return [...rows.values()].flatMap(([best, ...others]) => (best ? [{ instructor: best.instructor, best, others }] : []));
}

/** Until reviews exist everyone has the average that stands in for them (SR-41). */
const UNRATED = { average: 0, count: 0, globalAverage: 4.2 } as const;

function scoreOfCandidate({ offering, instructor, relevance }: Candidate, now: Instant): number {
  const { profile } = instructor;
  const { lastActiveAt, responseRatePct, isFounding } = profile;
  const { completeness } = completenessOf({
    hasPicture: false,
    bio: profile.bio,
    clearance: clearanceAt(profile, now),
    identityVerified: profile.identityVerifiedAt !== undefined,
    ...(responseRatePct === undefined ? {} : { responseRatePct }),
  });
  return scoreOf({
    relevance,
    rating: UNRATED,
    effectiveRateCents: minHourlyRateCents(offering),
    ...(lastActiveAt === undefined ? {} : { lastActiveDate: localDateAt(lastActiveAt, "UTC") }),
    today: localDateAt(now, "UTC"),
    completeness,
    offeringAudience: audienceOf(offering.ageGroups),
    skillLevels: skillLevelsOf(offering),
    boost: isFounding ? DEFAULT_PRICING_CONFIG.foundingSearchBoost : 1,
  });
}

/** SR-49, SR-52. Quality does not tell anyone apart yet, and without a place nobody is nearer. */
function inRecommendedOrder(one: RankedOffering, other: RankedOffering): number {
  return (
    toSixDecimals(other.score) - toSixDecimals(one.score) ||
    minHourlyRateCents(one.offering) - minHourlyRateCents(other.offering) ||
    compareText(one.instructor.profile.createdAt, other.instructor.profile.createdAt) ||
    compareText(one.offering.instructorId, other.offering.instructorId) ||
    compareText(one.offering.serviceId, other.offering.serviceId)
  );
}

function toSixDecimals(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
