import type { PricingFormat } from "../payments/pricing-format.ts";
import type { Instant } from "../time.ts";
import { clearanceAt, type InstructorProfile } from "./instructor-profile.ts";

export interface GoLiveFacts {
  readonly profile: GoLiveProfile;
  /** The formats of each active offering. */
  readonly activeOfferings: readonly (readonly PricingFormat[])[];
  readonly serviceAreaCount: number;
  readonly geocodedTeachingLocationCount: number;
  /** The background check carries another name than the account, and nobody has cleared that yet. */
  readonly checkNameMismatch: boolean;
  readonly now: Instant;
}

export type GoLiveProfile = Pick<
  InstructorProfile,
  | "isLive"
  | "offlineReason"
  | "onboardingCompletedAt"
  | "identityVerifiedAt"
  | "identityNameMismatch"
  | "clearance"
  | "clearanceValidUntil"
  | "payoutsReady"
>;

export type GoLivePrerequisite =
  | "skills"
  | "identity"
  | "stripe_connect"
  | "background_check"
  | "service_areas"
  | "teaching_locations"
  | "name_mismatch";

/** Everything that still stands between the profile and going live, in the order of GOL-2. */
export function missingPrerequisites(facts: GoLiveFacts): GoLivePrerequisite[] {
  const { profile, activeOfferings, now } = facts;
  const offers = (format: PricingFormat) => activeOfferings.some((formats) => formats.includes(format));
  const isMissing: Readonly<Record<GoLivePrerequisite, boolean>> = {
    skills: activeOfferings.length === 0,
    identity: profile.identityVerifiedAt === undefined,
    stripe_connect: !profile.payoutsReady,
    background_check: clearanceAt(profile, now) !== "valid",
    service_areas: offers("student_location") && facts.serviceAreaCount === 0,
    teaching_locations: offers("instructor_location") && facts.geocodedTeachingLocationCount === 0,
    name_mismatch: profile.identityNameMismatch || facts.checkNameMismatch,
  };
  return IN_ORDER.filter((prerequisite) => isMissing[prerequisite]);
}

const IN_ORDER: readonly GoLivePrerequisite[] = [
  "skills",
  "identity",
  "stripe_connect",
  "background_check",
  "service_areas",
  "teaching_locations",
  "name_mismatch",
];
