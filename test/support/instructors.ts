import { readClock } from "../../core/clients/clock.ts";
import { required } from "../../core/errors.ts";
import type { InstructorProfile } from "../../core/instructors/instructor-profile.ts";
import { namePlace } from "../../core/instructors/name-place.ts";
import type { NeighborhoodKey } from "../../core/places/neighborhoods.ts";
import { requireCatalogService } from "../../core/search/catalog.ts";
import type { InstructorService, OfferingTerms } from "../../core/search/instructor-service.ts";
import { newOffering } from "../../core/search/new-offering.ts";
import { newOfferingWrites } from "../../core/search/offering-writes.ts";
import { newServiceAreas } from "../../core/search/service-areas.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { instructorProfileKey, serviceAreasKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { put, update } from "../../core/table/write.ts";
import type { Instant } from "../../core/time.ts";
import { type Person, type SignedIn, signedIn } from "./people.ts";

export interface LiveInstructor extends SignedIn {
  readonly profile: InstructorProfile;
  /** The first of the offerings. */
  readonly offering: InstructorService;
  readonly offerings: readonly InstructorService[];
}

/** An offering of a test: the service by its slug, and what is special about its terms. */
export interface TestOffering extends Partial<OfferingTerms> {
  readonly service?: string;
}

export type LiveInstructorFacts = Person & {
  /** Default: piano in every format for 30, 60 or 90 minutes. */
  readonly offerings?: readonly [TestOffering, ...TestOffering[]];
  /** Default: what registering gives, one neighbourhood of Manhattan. */
  readonly areas?: readonly NeighborhoodKey[];
};

/** An instructor who can be booked: verified, live, with a teaching place, service areas and offerings. */
export async function liveInstructor({ offerings = [{}], areas, profile, ...person }: LiveInstructorFacts = {}): Promise<LiveInstructor> {
  const now = readClock();
  const instructor = await signedIn({ firstName: "Maya", lastName: "Chen", ...person, role: "instructor" });
  const { userId, user } = instructor;
  const facts = { ...bookableFacts(now), ...profile };
  const reason = facts.isLive ? { offlineReason: undefined } : {};
  const stored = offerings.map(({ service = "piano", ...terms }) =>
    newOffering(userId, requireCatalogService(service), { ...USUAL_TERMS, ...terms }, now),
  );
  await commit([
    update(instructorProfileKey(userId), { set: { ...facts, ...reason } }, present, {
      index: { gsi3: namePlace(userId, user, facts.isLive) },
    }),
    ...(areas === undefined ? [] : [put(serviceAreasKey(userId), newServiceAreas(areas), present)]),
    ...stored.flatMap((offering) => newOfferingWrites(offering, facts.isLive)),
  ]);
  const [offering] = stored;
  return {
    ...instructor,
    profile: required(await read(instructorProfileKey(userId)), "the profile was just written"),
    offering: required(offering, "there is at least one offering"),
    offerings: stored,
  };
}

/** 90 dollars an hour in person, 80 online. */
export const USUAL_TERMS: OfferingTerms = {
  formatPrices: [
    { format: "student_location", hourlyRateCents: 9_000 },
    { format: "instructor_location", hourlyRateCents: 9_000 },
    { format: "online", hourlyRateCents: 8_000 },
  ],
  durationOptions: [30, 60, 90],
  ageGroups: ["kids", "teens", "adults"],
  filterSelections: {},
  equipmentRequired: [],
};

function bookableFacts(now: Instant) {
  return {
    bio: "I have taught piano for ten years.",
    bioIsDefault: false,
    preferredTeachingLocations: [TEACHING_PLACE],
    skillsConfigured: true,
    isLive: true,
    onboardingCompletedAt: now,
    wentLiveAt: now,
    identityVerifiedAt: now,
    clearance: "valid",
    payoutsReady: true,
  } as const satisfies Partial<InstructorProfile>;
}

/** A geocoded place on the Upper West Side. */
const TEACHING_PLACE = {
  placeId: "plc_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
  kind: "teaching_location",
  address: "200 W 86th St, New York, NY 10024",
  label: "Studio",
  position: 0,
  geo: { lat: 40.788, lng: -73.976 },
  approxLat: 40.78937,
  approxLng: -73.97711,
  neighborhoodKey: "nyc-manhattan-upper-west-side",
} as const satisfies InstructorProfile["preferredTeachingLocations"][number];
