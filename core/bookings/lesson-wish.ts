import type { InstructorServiceId, PlaceId, UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { LocalDate, LocalTime } from "../time.ts";
import type { LocationType } from "./location-type.ts";

/** A lesson that somebody would like to have. */
export interface LessonWish {
  readonly instructorId: UserId;
  readonly instructorServiceId: InstructorServiceId;
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly durationMinutes: number;
  readonly locationType: LocationType;
  readonly meetingPlace?: WishedPlace;
  /** One of the instructor's own places; without it the first that has been geocoded. */
  readonly teachingPlaceId?: PlaceId;
  readonly expectedTotalCents?: Cents;
}

/** A place as the student names it; coordinates come both or not at all. */
export interface WishedPlace {
  readonly address: string;
  readonly providerPlaceId?: string;
  readonly lat?: number;
  readonly lng?: number;
}
