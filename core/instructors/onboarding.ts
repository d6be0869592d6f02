import type { GoLivePrerequisite } from "./go-live-prerequisites.ts";
import type { Clearance } from "./instructor-profile.ts";

export interface OnboardingFacts {
  readonly firstName: string;
  readonly lastName: string;
  readonly zipInMarket: boolean;
  readonly bioIsDefault: boolean;
  readonly activeOfferingCount: number;
  readonly identityVerified: boolean;
  /** Of the newest verification, as the payments part names it; absent before the first. */
  readonly identityStatus?: string;
  readonly identityNameMismatch: boolean;
  /** As it is now (`clearanceAt`). */
  readonly clearance: Clearance;
  /** Of the newest background check; absent before the first. */
  readonly checkStatus?: string;
  readonly checkNameMismatch: boolean;
  readonly payoutsReady: boolean;
  readonly connectAccount: boolean;
  readonly connectDetailsSubmitted: boolean;
  readonly isLive: boolean;
  readonly missing: readonly GoLivePrerequisite[];
}

export type OnboardingStepKey = "account" | "profile" | "skills" | "identity" | "background_check" | "payouts" | "go_live";
export type OnboardingState = "done" | "in_progress" | "action_required" | "not_started";

export interface OnboardingStep {
  readonly key: OnboardingStepKey;
  readonly state: OnboardingState;
}

/** The way to going live, step by step in the order of GOL-1, each in the state of GOL-11. */
export function onboardingSteps(facts: OnboardingFacts): OnboardingStep[] {
  return [
    { key: "account", state: hasAccountFacts(facts) ? "done" : "action_required" },
    { key: "profile", state: facts.bioIsDefault ? "not_started" : "done" },
    { key: "skills", state: facts.activeOfferingCount > 0 ? "done" : "not_started" },
    { key: "identity", state: identityState(facts) },
    { key: "background_check", state: backgroundCheckState(facts) },
    { key: "payouts", state: payoutsState(facts) },
    { key: "go_live", state: goLiveState(facts) },
  ];
}

/** Whole percent of the steps that are done. */
export function onboardingPercent(steps: readonly OnboardingStep[]): number {
  return Math.floor((100 * steps.filter((step) => step.state === "done").length) / steps.length);
}

function hasAccountFacts({ firstName, lastName, zipInMarket }: OnboardingFacts): boolean {
  return firstName.trim() !== "" && lastName.trim() !== "" && zipInMarket;
}

function identityState(facts: OnboardingFacts): OnboardingState {
  if (facts.identityVerified) return facts.identityNameMismatch ? "action_required" : "done";
  if (facts.identityStatus === "processing") return "in_progress";
  if (facts.identityStatus === "requires_input") return "action_required";
  return "not_started";
}

// Earlier lines win: a renewal under way says "wait" although the check before it has expired.
function backgroundCheckState({ clearance, checkStatus, checkNameMismatch }: OnboardingFacts): OnboardingState {
  if (clearance === "valid") return "done";
  if (checkStatus === "starting" || checkStatus === "pending") return "in_progress";
  if (clearance === "revoked" || checkNameMismatch) return "action_required";
  if (checkStatus === "review") return "in_progress";
  if (clearance === "expired" || checkStatus === "canceled") return "action_required";
  return "not_started";
}

function payoutsState(facts: OnboardingFacts): OnboardingState {
  if (facts.payoutsReady) return "done";
  if (!facts.connectAccount) return "not_started";
  return facts.connectDetailsSubmitted ? "in_progress" : "action_required";
}

function goLiveState({ isLive, missing }: OnboardingFacts): OnboardingState {
  if (isLive) return "done";
  return missing.length === 0 ? "action_required" : "not_started";
}
