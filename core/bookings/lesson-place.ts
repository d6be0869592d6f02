import { assertNever, DomainError } from "../errors.ts";
import { type FormatPrice, rateAt } from "../payments/pricing-format.ts";
import type { LessonLocation } from "./booking.ts";
import {
  ADDRESS_REQUIRED,
  COORDINATES_REQUIRED,
  LOCATION_TYPE_NOT_OFFERED,
  NO_TEACHING_LOCATION,
  OUTSIDE_SERVICE_AREA,
} from "./booking-errors.ts";
import type { LocationType } from "./location-type.ts";

/** Where the lesson shall be, with everything about places already looked up. */
export interface PlaceFacts {
  readonly locationType: LocationType;
  readonly formatPrices: readonly FormatPrice[];
  /** The student's choice, from the request or a stored address; its coordinates where they are known or could be found. */
  readonly meetingPlace?: LessonLocation;
  /** Whether the coordinates lie in the instructor's service area; asked only where they are known. */
  readonly isInServiceArea: boolean;
  /** The instructor's place: the one asked for, else the first that has been geocoded. */
  readonly teachingPlace?: LessonLocation;
}

/** Why the lesson cannot be given there, in the order of BK-20 to BK-24. */
export function refusePlace(facts: PlaceFacts): DomainError | undefined {
  const notOffered = refuseLocationType(facts);
  if (notOffered) return notOffered;
  const { locationType } = facts;
  switch (locationType) {
    case "online":
      return undefined;
    case "instructor_location":
      return facts.teachingPlace
        ? undefined
        : new DomainError(NO_TEACHING_LOCATION, "The instructor has no place to teach at; choose another format.");
    case "student_location":
    case "neutral_location":
      return refuseMeetingPlace(facts);
    default:
      return assertNever(locationType);
  }
}

/** BK-20. */
export function refuseLocationType({ locationType, formatPrices }: PlaceFacts): DomainError | undefined {
  if (rateAt(locationType, formatPrices)) return undefined;
  const offered = offeredLocationTypes(formatPrices);
  return new DomainError(LOCATION_TYPE_NOT_OFFERED, `This service is not given at ${locationType}; choose one of ${offered.join(", ")}.`, {
    offered,
  });
}

/** Where a lesson that was not refused takes place; online lessons take place nowhere. */
export function placeOf({ locationType, meetingPlace, teachingPlace }: PlaceFacts): LessonLocation | undefined {
  if (locationType === "online") return undefined;
  return locationType === "instructor_location" ? teachingPlace : meetingPlace;
}

/** The kinds of place for which the offering has a price (BK-20). */
export function offeredLocationTypes(formatPrices: readonly FormatPrice[]): LocationType[] {
  const all: readonly LocationType[] = ["student_location", "instructor_location", "neutral_location", "online"];
  return all.filter((locationType) => rateAt(locationType, formatPrices) !== undefined);
}

/** Whether the place must lie where the instructor travels (BK-23): not if the instructor could as well receive the student. */
export function needsAreaCheck(locationType: LocationType, formatPrices: readonly FormatPrice[]): boolean {
  if (locationType === "student_location") return true;
  const travels = formatPrices.some((price) => price.format === "student_location");
  const receives = formatPrices.some((price) => price.format === "instructor_location");
  return locationType === "neutral_location" && travels && !receives;
}

/** Whether the student and the instructor can meet there (BK-21 to BK-23). */
export function refuseMeetingPlace({ locationType, formatPrices, meetingPlace, isInServiceArea }: PlaceFacts): DomainError | undefined {
  if (meetingPlace === undefined || meetingPlace.address.trim() === "") {
    return new DomainError(ADDRESS_REQUIRED, "Say where the lesson shall take place.");
  }
  if (!needsAreaCheck(locationType, formatPrices)) return undefined;
  if (meetingPlace.lat === undefined || meetingPlace.lng === undefined) {
    return new DomainError(COORDINATES_REQUIRED, "This address could not be found on the map; choose it from the suggestions.");
  }
  return isInServiceArea
    ? undefined
    : new DomainError(OUTSIDE_SERVICE_AREA, "The instructor does not travel there; choose a place in the service area.");
}
