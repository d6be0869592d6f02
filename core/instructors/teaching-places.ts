import type { TeachingPlaces } from "../search/offering-plans.ts";
import type { OwnInstructor } from "./own-instructor.ts";
import { geocodedPlaces } from "./places.ts";

/** Where the instructor can go and receive students now (OFF-5). */
export function teachingPlacesOf({ profile, areas }: Pick<OwnInstructor, "profile" | "areas">): TeachingPlaces {
  return {
    isLive: profile.isLive,
    serviceAreaCount: areas.neighborhoodKeys.length,
    geocodedTeachingLocationCount: geocodedPlaces(profile.preferredTeachingLocations).length,
  };
}
