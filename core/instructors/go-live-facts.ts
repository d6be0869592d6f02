import { formatsOf } from "../search/instructor-service.ts";
import type { Instant } from "../time.ts";
import type { GoLiveFacts } from "./go-live-prerequisites.ts";
import { activeOfferings, type OwnInstructor } from "./own-instructor.ts";
import { geocodedPlaces } from "./places.ts";

/** What going live asks of an instructor; of a name mismatch in the background check nothing is known before that part exists. */
export function goLiveFacts(own: OwnInstructor, now: Instant): GoLiveFacts {
  return {
    profile: own.profile,
    activeOfferings: activeOfferings(own).map(formatsOf),
    serviceAreaCount: own.areas.neighborhoodKeys.length,
    geocodedTeachingLocationCount: geocodedPlaces(own.profile.preferredTeachingLocations).length,
    checkNameMismatch: false,
    now,
  };
}
