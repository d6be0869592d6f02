import { type CalendarSettingsView, calendarSettingsView } from "../availability/calendar-settings-view.ts";
import { backgroundCheckIsRequired } from "../config.ts";
import type { PlaceId } from "../ids.ts";
import type { NeighborhoodKey } from "../places/neighborhoods.ts";
import { type ServiceAreaView, serviceAreaViews } from "../search/accept-service-areas.ts";
import { type OfferingView, offeringView } from "../search/offering-view.ts";
import type { Instant } from "../time.ts";
import { type CompletenessKey, completenessOf } from "./completeness.ts";
import {
  type Clearance,
  clearanceAt,
  type InstructorProfile,
  type OfflineReason,
  type PlaceKind,
  type PreferredPlace,
} from "./instructor-profile.ts";
import { isInstructorBookable, type NotBookableReason } from "./is-instructor-bookable.ts";
import { activeOfferings, type OwnInstructor } from "./own-instructor.ts";

type Shown = Pick<
  InstructorProfile,
  | "instructorId"
  | "bio"
  | "bioIsDefault"
  | "yearsExperience"
  | "minAdvanceBookingHours"
  | "skillsConfigured"
  | "identityNameMismatch"
  | "payoutsReady"
  | "isLive"
  | "isFounding"
  | "completedLessons"
  | "timezone"
  | "version"
  | "createdAt"
  | "updatedAt"
>;

/** The own profile with everything around it (instructors 5.1, MyInstructorProfile). */
export interface OwnProfileView extends Shown {
  readonly firstName: string;
  readonly lastName: string;
  readonly bookingSettings: CalendarSettingsView;
  readonly preferredTeachingLocations: readonly PlaceView[];
  readonly preferredPublicSpaces: readonly PlaceView[];
  readonly services: readonly OfferingView[];
  readonly serviceAreas: readonly ServiceAreaView[];
  readonly serviceAreaBoroughs: readonly string[];
  readonly serviceAreaSummary: string;
  readonly identityVerifiedAt: Instant | null;
  readonly backgroundCheck: { readonly status: null; readonly clearance: Clearance; readonly validUntil: Instant | null };
  readonly onboardingCompletedAt: Instant | null;
  readonly offlineReason: OfflineReason | null;
  readonly bookable: boolean;
  readonly notBookableReasons: readonly NotBookableReason[];
  readonly hasProfilePicture: boolean;
  readonly profilePictureVersion: number;
  readonly photoUrl: string | null;
  readonly favoriteCount: number;
  readonly responseRatePct: number | null;
  readonly completeness: number;
  readonly completenessMissing: readonly CompletenessKey[];
}

/** A place as its owner sees it: with its address and exact point. */
export interface PlaceView {
  readonly id: PlaceId;
  readonly kind: PlaceKind;
  readonly address: string;
  readonly label: string | null;
  readonly position: number;
  readonly geocoded: boolean;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly approxLat: number | null;
  readonly approxLng: number | null;
  readonly neighborhoodKey: NeighborhoodKey | null;
}

/** Pictures, favourites and background checks come with their own parts; until then nobody has any. */
export function ownProfileView(own: OwnInstructor, now: Instant): OwnProfileView {
  const { user, profile, settings, rules, areas, offerings } = own;
  const { minAdvanceBookingHours, responseRatePct } = profile;
  const clearance = clearanceAt(profile, now);
  const { completeness, missing } = completenessOf({
    hasPicture: false,
    bio: profile.bio,
    clearance,
    identityVerified: profile.identityVerifiedAt !== undefined,
    ...(responseRatePct === undefined ? {} : { responseRatePct }),
  });
  const { bookable, reasons } = isInstructorBookable({
    profile,
    user,
    offeringCount: activeOfferings(own).length,
    now,
    enforceBackgroundCheck: backgroundCheckIsRequired(),
  });
  return {
    instructorId: profile.instructorId,
    firstName: user.firstName,
    lastName: user.lastName,
    bio: profile.bio,
    bioIsDefault: profile.bioIsDefault,
    yearsExperience: profile.yearsExperience,
    minAdvanceBookingHours,
    bookingSettings: calendarSettingsView(settings, { profileTimezone: user.timezone, minAdvanceBookingHours }, rules),
    preferredTeachingLocations: profile.preferredTeachingLocations.map(placeView),
    preferredPublicSpaces: profile.preferredPublicSpaces.map(placeView),
    services: offerings.map(offeringView),
    serviceAreas: serviceAreaViews(areas.neighborhoodKeys),
    serviceAreaBoroughs: areas.boroughs,
    serviceAreaSummary: areas.summary,
    skillsConfigured: profile.skillsConfigured,
    identityVerifiedAt: profile.identityVerifiedAt ?? null,
    identityNameMismatch: profile.identityNameMismatch,
    backgroundCheck: { status: null, clearance, validUntil: profile.clearanceValidUntil ?? null },
    payoutsReady: profile.payoutsReady,
    onboardingCompletedAt: profile.onboardingCompletedAt ?? null,
    isLive: profile.isLive,
    offlineReason: profile.offlineReason ?? null,
    bookable,
    notBookableReasons: reasons,
    isFounding: profile.isFounding,
    hasProfilePicture: false,
    profilePictureVersion: user.profilePictureVersion,
    photoUrl: null,
    favoriteCount: 0,
    completedLessons: profile.completedLessons,
    responseRatePct: responseRatePct ?? null,
    completeness,
    completenessMissing: missing,
    timezone: profile.timezone,
    version: profile.version,
    createdAt: profile.createdAt,
    updatedAt: profile.updatedAt,
  };
}

function placeView({ placeId, kind, address, label, position, geo, approxLat, approxLng, neighborhoodKey }: PreferredPlace): PlaceView {
  return {
    id: placeId,
    kind,
    address,
    label: label ?? null,
    position,
    geocoded: geo !== undefined,
    lat: geo?.lat ?? null,
    lng: geo?.lng ?? null,
    approxLat: approxLat ?? null,
    approxLng: approxLng ?? null,
    neighborhoodKey: neighborhoodKey ?? null,
  };
}
