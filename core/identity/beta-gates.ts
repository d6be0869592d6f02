import type { Stage } from "../config.ts";
import type { Problem } from "../errors.ts";
import { BETA_ACCESS_REQUIRED, BETA_ROLE_REQUIRED } from "./identity-errors.ts";
import type { Role } from "./roles.ts";

export type BetaPhase = "instructor_only" | "alpha" | "open_beta";

export interface BetaSettings {
  readonly betaDisabled: boolean;
  readonly betaPhase: BetaPhase;
  readonly allowSignupWithoutInvite: boolean;
}

/** The marketplace is open to everyone. */
export const OPEN_MARKETPLACE = {
  betaDisabled: true,
  betaPhase: "open_beta",
  allowSignupWithoutInvite: true,
} as const satisfies BetaSettings;

export interface BetaCaller {
  /** Absent for visitors. */
  readonly role?: Role | undefined;
  /** The role of the newest BetaAccess, if there is any. */
  readonly accessRole?: Role | undefined;
}

/** Whether the gates stand at all (BETA-1). Staff and automated tests work behind them unless a test asks for them. */
export function gatesStand(stage: Stage, isAutomatedTest: boolean, enforceHeader: string | undefined): boolean {
  if (stage === "preview") return false;
  return stage === "prod" || !isAutomatedTest || enforceHeader === "1";
}

/** The gate of search and of a student's bookings: the problem that refuses the caller, or nothing (BETA-2). */
export function marketplaceGate(settings: BetaSettings, caller: BetaCaller): Problem | undefined {
  return isOpenTo(settings, caller) || caller.accessRole !== undefined ? undefined : BETA_ACCESS_REQUIRED;
}

/** The gate of everything that only instructors do (BETA-3). */
export function instructorGate(settings: BetaSettings, caller: BetaCaller): Problem | undefined {
  if (isOpenTo(settings, caller) || caller.accessRole === "instructor") return undefined;
  return caller.accessRole === undefined ? BETA_ACCESS_REQUIRED : BETA_ROLE_REQUIRED;
}

/** Whether someone needs an invite to register in a role (BETA-5). */
export function needsInvite(settings: BetaSettings, role: Exclude<Role, "admin">): boolean {
  if (settings.betaDisabled || settings.allowSignupWithoutInvite) return false;
  return settings.betaPhase !== "open_beta" || role === "instructor";
}

/** The headers that every response carries (BETA-4); `undefined` where the settings could not be read. */
export function betaHeaders(settings: BetaSettings | undefined): Readonly<Record<string, string>> {
  if (settings === undefined) return { "x-beta-phase": "unknown", "x-beta-allow-signup": "0" };
  return {
    "x-beta-phase": settings.betaDisabled ? "disabled" : settings.betaPhase,
    "x-beta-allow-signup": settings.allowSignupWithoutInvite ? "1" : "0",
  };
}

function isOpenTo(settings: BetaSettings, caller: BetaCaller): boolean {
  return settings.betaDisabled || settings.betaPhase === "open_beta" || caller.role === "admin";
}
