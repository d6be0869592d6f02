import type { Instant } from "../time.ts";
import type { GoLivePrerequisite } from "./go-live-prerequisites.ts";
import type { InstructorProfile, OfflineReason } from "./instructor-profile.ts";

type Visibility = Pick<InstructorProfile, "isLive" | "offlineReason">;

/** What a change of visibility writes to the profile; an absent reason is removed. */
export interface VisibilityChange {
  readonly isLive: boolean;
  readonly offlineReason: OfflineReason | undefined;
  readonly wentLiveAt?: Instant;
  readonly wentOfflineAt?: Instant;
}

export function comeLive(now: Instant): VisibilityChange {
  return { isLive: true, offlineReason: undefined, wentLiveAt: now };
}

/** Takes the profile offline for a reason (GOL-6), or undefined when that changes nothing. An administrator's reason outlasts all others (INS-16). */
export function takeOffline(profile: Visibility, reason: OfflineReason, now: Instant): VisibilityChange | undefined {
  if (profile.isLive) return { isLive: false, offlineReason: reason, wentOfflineAt: now };
  const mayReplace = reason === "admin" && profile.offlineReason !== "admin";
  return mayReplace ? { isLive: false, offlineReason: reason } : undefined;
}

/** An administrator gives the decision back to the owner, who may press go live. */
export function liftAdminOffline(profile: Visibility): VisibilityChange | undefined {
  return profile.offlineReason === "admin" ? { isLive: false, offlineReason: "self" } : undefined;
}

/** Only a profile that ran out of offerings comes back by itself, once one is there again and nothing else is missing (GOL-7). */
export function comesBackByItself(profile: Visibility, missing: readonly GoLivePrerequisite[]): boolean {
  return !profile.isLive && profile.offlineReason === "no_services" && missing.length === 0;
}
