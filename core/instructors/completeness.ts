import { codePointLength } from "./bio.ts";
import type { Clearance } from "./instructor-profile.ts";

export interface CompletenessFacts {
  readonly hasPicture: boolean;
  readonly bio: string;
  readonly clearance: Clearance;
  readonly identityVerified: boolean;
  readonly responseRatePct?: number;
}

export type CompletenessKey = "photo" | "bio" | "background_check" | "identity" | "response_rate";

export interface Completeness {
  /** 0 to 1 in fifths. */
  readonly completeness: number;
  readonly missing: readonly CompletenessKey[];
}

/** How much of what students look for the profile has, and what it lacks (INS-21). */
export function completenessOf(facts: CompletenessFacts): Completeness {
  const has: Readonly<Record<CompletenessKey, boolean>> = {
    photo: facts.hasPicture,
    bio: codePointLength(facts.bio) >= 100,
    background_check: facts.clearance === "valid",
    identity: facts.identityVerified,
    response_rate: (facts.responseRatePct ?? 0) > 80,
  };
  const missing = IN_ORDER.filter((key) => !has[key]);
  return { completeness: (IN_ORDER.length - missing.length) / IN_ORDER.length, missing };
}

const IN_ORDER: readonly CompletenessKey[] = ["photo", "bio", "background_check", "identity", "response_rate"];
