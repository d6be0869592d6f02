import { geocode } from "../clients/maps.ts";
import type { PreferredPlace } from "../instructors/instructor-profile.ts";
import type { FormatPrice } from "../payments/pricing-format.ts";
import { coversPoint, neighborhoodKeyAt } from "../places/covers-point.ts";
import { findNeighborhood, type NeighborhoodKey } from "../places/neighborhoods.ts";
import type { LessonLocation } from "./booking.ts";
import type { LessonFacts } from "./lesson-facts.ts";
import { needsAreaCheck, type PlaceFacts } from "./lesson-place.ts";
import type { LessonWish, WishedPlace } from "./lesson-wish.ts";

/**
 * Asks the map where the place is, if the request names a provider's place without coordinates (BK-22). A network call, so it comes before
 * anything is read or decided; an unknown place simply stays without coordinates.
 */
export async function locatePlace(place: WishedPlace | undefined): Promise<WishedPlace | undefined> {
  if (place?.providerPlaceId === undefined || place.lat !== undefined) return place;
  const found = await geocode({ placeId: place.providerPlaceId });
  return found ? { ...place, lat: found.lat, lng: found.lng } : place;
}

type PlacedFacts = Pick<LessonFacts, "offering" | "profile" | "areas">;

/** Everything about the place that BK-20 to BK-24 ask. */
export function placeFactsOf(facts: PlacedFacts, wish: Pick<LessonWish, "locationType" | "meetingPlace" | "teachingPlaceId">): PlaceFacts {
  const formatPrices = facts.offering?.formatPrices ?? [];
  const meetingPlace = wish.meetingPlace && meetingLocation(wish.meetingPlace, wish.locationType, formatPrices);
  const teachingPlace = teachingLocation(facts.profile?.preferredTeachingLocations ?? [], wish.teachingPlaceId);
  return {
    locationType: wish.locationType,
    formatPrices,
    ...(meetingPlace === undefined ? {} : { meetingPlace }),
    isInServiceArea: isCovered(meetingPlace, facts),
    ...(teachingPlace === undefined ? {} : { teachingPlace }),
  };
}

function meetingLocation(
  place: WishedPlace,
  locationType: LessonWish["locationType"],
  formatPrices: readonly FormatPrice[],
): LessonLocation {
  const { address, providerPlaceId, lat, lng } = place;
  const isMapped = lat !== undefined && lng !== undefined && needsAreaCheck(locationType, formatPrices);
  const neighborhoodKey = isMapped ? neighborhoodKeyAt({ lat, lng }) : undefined;
  return {
    address: address.trim(),
    ...(lat === undefined || lng === undefined ? {} : { lat, lng }),
    ...(providerPlaceId === undefined ? {} : { placeId: providerPlaceId }),
    ...neighborhood(neighborhoodKey),
  };
}

/** The booking keeps the name, so that showing it needs no map. */
function neighborhood(key: NeighborhoodKey | undefined): Pick<LessonLocation, "neighborhoodKey" | "neighborhoodName"> {
  if (key === undefined) return {};
  const found = findNeighborhood(key);
  return found ? { neighborhoodKey: key, neighborhoodName: found.name } : { neighborhoodKey: key };
}

function isCovered(place: LessonLocation | undefined, { areas }: PlacedFacts): boolean {
  if (place?.lat === undefined || place.lng === undefined) return false;
  return coversPoint(areas?.neighborhoodKeys ?? [], { lat: place.lat, lng: place.lng });
}

/** The place asked for, else the first that is on the map (BK-24). */
function teachingLocation(places: readonly PreferredPlace[], wanted: PreferredPlace["placeId"] | undefined): LessonLocation | undefined {
  const mapped = places.filter((place) => place.geo !== undefined);
  const place = wanted === undefined ? mapped[0] : mapped.find((candidate) => candidate.placeId === wanted);
  if (place?.geo === undefined) return undefined;
  return {
    address: place.address,
    lat: place.geo.lat,
    lng: place.geo.lng,
    ...(place.label === undefined ? {} : { label: place.label }),
    ...neighborhood(place.neighborhoodKey),
  };
}
