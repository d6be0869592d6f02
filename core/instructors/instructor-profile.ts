import type { PlaceId, UserId } from "../ids.ts";
import type { NeighborhoodKey } from "../places/neighborhoods.ts";
import type { Instant, Zone } from "../time.ts";

/** What an instructor shows and needs beside the account; there is one per instructor, and the instructor's id is the user's. */
export interface InstructorProfile {
  readonly instructorId: UserId;
  readonly bio: string;
  /** True until the owner writes a bio; as long it follows the owner's name and services (INS-10). */
  readonly bioIsDefault: boolean;
  readonly yearsExperience: number;
  readonly minAdvanceBookingHours: number;
  readonly preferredTeachingLocations: readonly PreferredPlace[];
  readonly preferredPublicSpaces: readonly PreferredPlace[];
  readonly skillsConfigured: boolean;
  readonly isLive: boolean;
  /** Absent while live. */
  readonly offlineReason?: OfflineReason;
  /** The first time live; never changed afterwards. */
  readonly onboardingCompletedAt?: Instant;
  readonly wentLiveAt?: Instant;
  readonly wentOfflineAt?: Instant;
  // Mirrors, written only by their owners' events (INS-14); the clearance in the check's own transaction.
  readonly identityVerifiedAt?: Instant;
  readonly identityNameMismatch: boolean;
  readonly clearance: Clearance;
  readonly clearanceValidUntil?: Instant;
  readonly payoutsReady: boolean;
  readonly isFounding: boolean;
  readonly lastActiveAt?: Instant;
  readonly responseRatePct?: number;
  readonly completedLessons: number;
  readonly timezone: Zone;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly deletedAt?: Instant;
}

export type OfflineReason = "never_live" | "self" | "background_check" | "admin" | "account" | "no_services";

/** The outcome of the background checks (BGC-31). */
export type Clearance = "none" | "valid" | "expired" | "on_hold" | "revoked";

export type PlaceKind = "teaching_location" | "public_space";

/** Where lessons may take place. Of a teaching location only label, blurred point and neighbourhood are public (PLP-5). */
export interface PreferredPlace {
  readonly placeId: PlaceId;
  readonly kind: PlaceKind;
  readonly address: string;
  readonly label?: string;
  readonly position: number;
  /** Absent until the address could be geocoded (PLP-4). */
  readonly geo?: PrivateLocation;
  readonly approxLat?: number;
  readonly approxLng?: number;
  readonly neighborhoodKey?: NeighborhoodKey;
}

export interface PrivateLocation {
  readonly lat: number;
  readonly lng: number;
  readonly providerPlaceId?: string;
}

/** The clearance as it is now: a valid one ends at its instant, even before the timer that records it has run. */
export function clearanceAt(profile: Pick<InstructorProfile, "clearance" | "clearanceValidUntil">, now: Instant): Clearance {
  const hasEnded = profile.clearanceValidUntil !== undefined && profile.clearanceValidUntil <= now;
  return profile.clearance === "valid" && hasEnded ? "expired" : profile.clearance;
}
