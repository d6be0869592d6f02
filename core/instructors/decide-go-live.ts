import { ACCOUNT_DEACTIVATED, DomainError } from "../errors.ts";
import { ACCOUNT_SUSPENDED } from "../identity/identity-errors.ts";
import type { AccountStatus } from "../identity/user.ts";
import type { Instant } from "../time.ts";
import { type GoLiveFacts, type GoLiveProfile, missingPrerequisites } from "./go-live-prerequisites.ts";
import { GO_LIVE_PREREQUISITES, INSTRUCTOR_PROFILE_NOT_FOUND, OFFLINE_BY_ADMIN } from "./instructor-errors.ts";

export interface GoLiveRequest extends Omit<GoLiveFacts, "profile"> {
  readonly profile: GoLiveProfile | undefined;
  readonly accountStatus: AccountStatus;
}

export type GoLiveDecision =
  | { readonly changed: false }
  | { readonly changed: true; readonly onboardingCompletedAt: Instant; readonly firstTime: boolean };

/** Whether the profile goes live now; the checks come in the order of GOL-4, and everything missing is named at once. */
export function decideGoLive({ profile, accountStatus, ...facts }: GoLiveRequest): GoLiveDecision {
  if (!profile) throw new DomainError(INSTRUCTOR_PROFILE_NOT_FOUND, "Create your instructor profile first.");
  checkAccountActive(accountStatus);
  if (profile.offlineReason === "admin") {
    throw new DomainError(OFFLINE_BY_ADMIN, "An administrator took this profile offline; contact support.");
  }
  if (profile.isLive) return { changed: false };
  const missing = missingPrerequisites({ ...facts, profile });
  if (missing.length > 0) {
    throw new DomainError(GO_LIVE_PREREQUISITES, `Before going live, finish ${missing.join(", ")}.`, { missing });
  }
  return {
    changed: true,
    onboardingCompletedAt: profile.onboardingCompletedAt ?? facts.now,
    firstTime: profile.onboardingCompletedAt === undefined,
  };
}

function checkAccountActive(accountStatus: AccountStatus): void {
  if (accountStatus === "suspended") throw new DomainError(ACCOUNT_SUSPENDED, "Your account is suspended; it cannot go live.");
  if (accountStatus === "deactivated") throw new DomainError(ACCOUNT_DEACTIVATED, "Your account is deactivated; it cannot go live.");
}
