import type { UserId } from "../ids.ts";
import type { NeighborhoodKey } from "../places/neighborhoods.ts";
import { localDateAt, type Zone } from "../time.ts";
import type { InstructorProfile, PreferredPlace } from "./instructor-profile.ts";

export interface NamedUser {
  readonly firstName: string;
  readonly lastName: string;
}

/** What anyone may know about an instructor from the profile itself; the page adds services, areas, picture and rating (PUB-2). */
export interface PublicProfile extends ShownName {
  readonly instructorId: UserId;
  readonly bio: string;
  readonly yearsExperience: number;
  readonly isVerified: boolean;
  readonly backgroundCheckPassed: boolean;
  readonly isFounding: boolean;
  /** `2025-12` */
  readonly memberSince: string;
  readonly timezone: Zone;
  readonly minAdvanceBookingHours: number;
  readonly teachingLocations: readonly PublicTeachingLocation[];
  readonly publicSpaces: readonly PublicSpace[];
  readonly completedLessons: number;
  readonly responseRatePct: number | null;
  readonly favoriteCount: number;
}

export interface PublicTeachingLocation {
  readonly label: string | null;
  readonly approxLat: number;
  readonly approxLng: number;
  readonly neighborhoodKey: NeighborhoodKey | null;
}

export interface PublicSpace {
  readonly address: string;
  readonly label: string | null;
  readonly neighborhoodKey: NeighborhoodKey | null;
}

export interface ShownName {
  readonly firstName: string;
  readonly lastInitial: string;
}

const LOWEST_SHOWN_RESPONSE_RATE = 50;

/** Field by field, so that whatever the profile gains later stays private until it is written here (PUB-2 to PUB-5). */
export function publicProfile(profile: InstructorProfile, user: NamedUser, favoriteCount: number): PublicProfile {
  const { responseRatePct } = profile;
  return {
    instructorId: profile.instructorId,
    ...shownName(user),
    bio: profile.bio,
    yearsExperience: profile.yearsExperience,
    isVerified: profile.identityVerifiedAt !== undefined,
    backgroundCheckPassed: profile.clearance === "valid",
    isFounding: profile.isFounding,
    memberSince: localDateAt(profile.createdAt, profile.timezone).slice(0, 7),
    timezone: profile.timezone,
    minAdvanceBookingHours: profile.minAdvanceBookingHours,
    teachingLocations: publicTeachingLocations(profile),
    publicSpaces: profile.preferredPublicSpaces.map(publicSpace),
    completedLessons: profile.completedLessons,
    responseRatePct: responseRatePct !== undefined && responseRatePct >= LOWEST_SHOWN_RESPONSE_RATE ? responseRatePct : null,
    favoriteCount,
  };
}

/** How others see an instructor's name: never more of the last name than its first letter (PUB-1). */
export function shownName({ firstName, lastName }: NamedUser): ShownName {
  const [initial] = lastName.trim();
  return { firstName: firstName.trim(), lastInitial: initial === undefined ? "" : `${initial.toUpperCase()}.` };
}

/** Label, blurred point and neighbourhood of each (PLP-5). */
export function publicTeachingLocations(profile: Pick<InstructorProfile, "preferredTeachingLocations">): PublicTeachingLocation[] {
  return profile.preferredTeachingLocations.flatMap(publicTeachingLocation);
}

/** Without a blurred point there is nothing to show: the address is private. */
function publicTeachingLocation({ label, approxLat, approxLng, neighborhoodKey }: PreferredPlace): PublicTeachingLocation[] {
  if (approxLat === undefined || approxLng === undefined) return [];
  return [{ label: label ?? null, approxLat, approxLng, neighborhoodKey: neighborhoodKey ?? null }];
}

function publicSpace({ address, label, neighborhoodKey }: PreferredPlace): PublicSpace {
  return { address, label: label ?? null, neighborhoodKey: neighborhoodKey ?? null };
}
