import { required } from "../../core/errors.ts";
import type { User } from "../../core/identity/user.ts";
import { newId, type UserId } from "../../core/ids.ts";
import { blurredPoint } from "../../core/instructors/blurred-point.ts";
import type { InstructorProfile, PreferredPlace } from "../../core/instructors/instructor-profile.ts";
import { namePlace } from "../../core/instructors/name-place.ts";
import { DEFAULT_PRICING_SETTINGS } from "../../core/payments/pricing-config.ts";
import type { FormatPrice } from "../../core/payments/pricing-format.ts";
import { findNeighborhood, type Neighborhood } from "../../core/places/neighborhoods.ts";
import { acceptOffering } from "../../core/search/accept-offering.ts";
import { requireCatalogService, requireSubcategory } from "../../core/search/catalog.ts";
import type { InstructorService } from "../../core/search/instructor-service.ts";
import { newOffering } from "../../core/search/new-offering.ts";
import { newOfferingWrites } from "../../core/search/offering-writes.ts";
import { newServiceAreas } from "../../core/search/service-areas.ts";
import { secret } from "../../core/secrets.ts";
import { commit } from "../../core/table/commit.ts";
import { present, unchanged } from "../../core/table/condition.ts";
import { instructorProfileKey, serviceAreasKey } from "../../core/table/keys.ts";
import { put, update } from "../../core/table/write.ts";
import type { Instant } from "../../core/time.ts";
import type { InstructorFacts, OfferingFacts } from "./instructor-facts.ts";

/** Gives a new instructor everything that going live asks for, and takes the profile live, in one transaction. */
export async function goLive(facts: InstructorFacts, user: User, profile: InstructorProfile, now: Instant): Promise<void> {
  const { userId } = user;
  const home = required(findNeighborhood(facts.home), `${facts.home} is a neighborhood`);
  const place = await teachingPlace(facts, userId, home, now);
  const set = {
    bio: facts.bio,
    bioIsDefault: false,
    yearsExperience: facts.yearsExperience,
    preferredTeachingLocations: place ? [place] : [],
    skillsConfigured: true,
    isLive: true,
    offlineReason: undefined,
    onboardingCompletedAt: now,
    wentLiveAt: now,
    identityVerifiedAt: now,
    clearance: "valid",
    payoutsReady: true,
    // Between 86 and 98, the same in every city.
    responseRatePct: 86 + (facts.bio.length % 13),
    version: profile.version + 1,
    updatedAt: now,
  } as const;
  await commit([
    update(instructorProfileKey(userId), { set }, unchanged({ version: profile.version }), {
      index: { gsi3: namePlace(userId, user, true) },
    }),
    put(serviceAreasKey(userId), newServiceAreas([home.key, ...home.adjacent.slice(0, 4)]), present),
    ...facts.teaches.flatMap((offering) => newOfferingWrites(offeringOf(offering, userId, now), true)),
  ]);
}

async function teachingPlace(
  { studio }: InstructorFacts,
  userId: UserId,
  home: Neighborhood,
  now: Instant,
): Promise<PreferredPlace | undefined> {
  if (!studio) return undefined;
  const geo = { lat: home.lat, lng: home.lng };
  const blurred = blurredPoint(await secret("LOCATION_BLUR_KEY"), userId, studio.address, geo);
  return {
    placeId: newId("plc", now),
    kind: "teaching_location",
    ...studio,
    position: 0,
    geo,
    approxLat: blurred.lat,
    approxLng: blurred.lng,
    neighborhoodKey: home.key,
  };
}

/** Through the rules that offerings of the API pass, so that the lists cannot name what the product would refuse. */
function offeringOf({ minutes, ages, filters, ...rest }: OfferingFacts, userId: UserId, now: Instant): InstructorService {
  const service = requireCatalogService(rest.service);
  const draft = {
    formatPrices: pricesOf(rest),
    ...(minutes === undefined ? {} : { durationOptions: minutes }),
    ...(ages === undefined ? {} : { ageGroups: ages }),
    ...(filters === undefined ? {} : { filterSelections: filters }),
  };
  const taught = { service, subcategory: requireSubcategory(service.subcategoryId) };
  return newOffering(userId, service, acceptOffering(draft, taught, DEFAULT_PRICING_SETTINGS.priceFloorCents), now);
}

function pricesOf({ travel, studio, online }: OfferingFacts): FormatPrice[] {
  const dollars = { student_location: travel, instructor_location: studio, online };
  const formats = ["student_location", "instructor_location", "online"] as const;
  return formats.flatMap((format) => {
    const hourly = dollars[format];
    return hourly === undefined ? [] : [{ format, hourlyRateCents: hourly * 100 }];
  });
}
