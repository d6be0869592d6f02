import { DomainError, notFound } from "../errors.ts";
import type { User } from "../identity/user.ts";
import type { Instant } from "../time.ts";
import { INSTRUCTOR_NOT_BOOKABLE, INSTRUCTOR_NOT_FOUND } from "./instructor-errors.ts";
import { clearanceAt, type InstructorProfile } from "./instructor-profile.ts";

export interface BookabilityFacts {
  readonly profile: BookableProfile | undefined;
  readonly user: BookableUser | undefined;
  /** Active offerings. */
  readonly offeringCount: number;
  readonly now: Instant;
  /** The setting `BGC_REQUIRED_FOR_BOOKING` (BKB-10). */
  readonly enforceBackgroundCheck: boolean;
}

export type BookableProfile = Pick<InstructorProfile, "deletedAt" | "isLive" | "clearance" | "clearanceValidUntil" | "payoutsReady">;

export type BookableUser = Pick<User, "role" | "accountStatus">;

export type NotBookableReason =
  | "INSTRUCTOR_NOT_FOUND"
  | "ACCOUNT_DEACTIVATED"
  | "ACCOUNT_SUSPENDED"
  | "NOT_VERIFIED"
  | "VERIFICATION_EXPIRED"
  | "NOT_LIVE"
  | "PAYOUTS_NOT_READY"
  | "NO_ACTIVE_SERVICE";

export interface Bookability {
  readonly bookable: boolean;
  /** Everything that stands in the way, in the order of BKB-1 to BKB-8. */
  readonly reasons: readonly NotBookableReason[];
}

/**
 * The one question that search, public page, public availability and bookings all ask, so that they cannot disagree: can this
 * instructor be booked? Whoever is bookable is visible, and nobody else (BKB-9).
 */
export function isInstructorBookable({ profile, user, offeringCount, now, enforceBackgroundCheck }: BookabilityFacts): Bookability {
  if (!profile || profile.deletedAt !== undefined || user?.role !== "instructor") return answer(["INSTRUCTOR_NOT_FOUND"]);
  const reasons: NotBookableReason[] = [];
  if (user.accountStatus === "deactivated") reasons.push("ACCOUNT_DEACTIVATED");
  if (user.accountStatus === "suspended") reasons.push("ACCOUNT_SUSPENDED");
  if (enforceBackgroundCheck) reasons.push(...clearanceReasons(profile, now));
  if (!profile.isLive) reasons.push("NOT_LIVE");
  if (!profile.payoutsReady) reasons.push("PAYOUTS_NOT_READY");
  if (offeringCount === 0) reasons.push("NO_ACTIVE_SERVICE");
  return answer(reasons);
}

export type PublicNotBookableReason = "no_longer_available" | "temporarily_unavailable" | "pending_verification";

/** What a stranger who wants a lesson is told (BKB-11), or undefined if nothing stands in the way. */
export function bookingRefusal({ reasons }: Bookability): DomainError | undefined {
  const [first] = reasons;
  if (first === undefined) return undefined;
  if (first === "INSTRUCTOR_NOT_FOUND") return instructorNotFound();
  return new DomainError(INSTRUCTOR_NOT_BOOKABLE, "This instructor cannot be booked now; choose another one.", {
    reason: PUBLIC_REASONS[first],
  });
}

/** Public reads give the same answer for an instructor who is hidden and one who never existed (PUB-6). */
export function instructorNotFound(): DomainError {
  return notFound(INSTRUCTOR_NOT_FOUND);
}

const PUBLIC_REASONS: Readonly<Record<Exclude<NotBookableReason, "INSTRUCTOR_NOT_FOUND">, PublicNotBookableReason>> = {
  ACCOUNT_DEACTIVATED: "no_longer_available",
  ACCOUNT_SUSPENDED: "temporarily_unavailable",
  NOT_VERIFIED: "pending_verification",
  VERIFICATION_EXPIRED: "pending_verification",
  NOT_LIVE: "temporarily_unavailable",
  PAYOUTS_NOT_READY: "temporarily_unavailable",
  NO_ACTIVE_SERVICE: "temporarily_unavailable",
};

function clearanceReasons(profile: BookableProfile, now: Instant): NotBookableReason[] {
  const clearance = clearanceAt(profile, now);
  if (clearance === "valid") return [];
  return [clearance === "expired" ? "VERIFICATION_EXPIRED" : "NOT_VERIFIED"];
}

function answer(reasons: readonly NotBookableReason[]): Bookability {
  return { bookable: reasons.length === 0, reasons };
}
