import type { InstructorServiceId, PlaceId } from "../ids.ts";
import type { PriceSnapshot } from "../payments/price-snapshot.ts";
import { rateAt } from "../payments/pricing-format.ts";
import type { LocalDate, LocalTime } from "../time.ts";
import type { Booking, LessonLocation } from "./booking.ts";
import type { LessonFacts } from "./lesson-facts.ts";
import type { LessonWish, WishedPlace } from "./lesson-wish.ts";
import type { LocationType } from "./location-type.ts";

/** Where to a lesson shall move. Whatever is left out stays as it was booked (BKR-6). */
export interface MoveWish {
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly durationMinutes?: number;
  readonly instructorServiceId?: InstructorServiceId;
  readonly locationType?: LocationType;
  readonly meetingPlace?: WishedPlace;
  readonly teachingPlaceId?: PlaceId;
  readonly studentNote?: string;
}

/** The new lesson in full. */
export type MovedLesson = LessonWish & { readonly studentNote?: string };

export function movedLesson(booking: Booking, wish: MoveWish): MovedLesson {
  const { instructorId, instructorServiceId, durationMinutes, locationType, studentNote } = booking;
  const meetingPlace = wish.meetingPlace ?? oldMeetingPlace(booking);
  return {
    instructorId,
    instructorServiceId,
    durationMinutes,
    locationType,
    ...(studentNote === undefined ? {} : { studentNote }),
    ...wish,
    ...(meetingPlace === undefined ? {} : { meetingPlace }),
  };
}

/** A lesson at the instructor's stays where it was, as long as the instructor still teaches there. */
export function atOldTeachingPlace(lesson: MovedLesson, { location }: Booking, { profile }: LessonFacts): MovedLesson {
  if (lesson.teachingPlaceId !== undefined || lesson.locationType !== "instructor_location") return lesson;
  const same = profile?.preferredTeachingLocations.find((place) => place.address === location?.address && place.geo !== undefined);
  return same === undefined ? lesson : { ...lesson, teachingPlaceId: same.placeId };
}

/** Whether start, duration, service or place differ (BKR-5). A note alone is changed without moving. */
export function changesSomething(booking: Booking, lesson: MovedLesson, location: LessonLocation | undefined): boolean {
  const { date, startTime, durationMinutes, instructorServiceId, locationType } = lesson;
  return (
    date !== booking.date ||
    startTime !== booking.startTime ||
    durationMinutes !== booking.durationMinutes ||
    instructorServiceId !== booking.instructorServiceId ||
    locationType !== booking.locationType ||
    location?.address !== booking.location?.address ||
    location?.lat !== booking.location?.lat ||
    location?.lng !== booking.location?.lng
  );
}

/** Whether service, format and minutes stay the same: the lesson then keeps its price, whatever the service costs by now (PS-3). */
export function keepsPriceInputs(booking: Booking, lesson: MovedLesson, snapshot: PriceSnapshot, { offering }: LessonFacts): boolean {
  return (
    lesson.instructorServiceId === booking.instructorServiceId &&
    lesson.durationMinutes === booking.durationMinutes &&
    rateAt(lesson.locationType, offering?.formatPrices ?? [])?.format === snapshot.pricingFormat
  );
}

function oldMeetingPlace({ locationType, location }: Booking): WishedPlace | undefined {
  if (location === undefined || locationType === "online" || locationType === "instructor_location") return undefined;
  const { address, placeId, lat, lng } = location;
  return {
    address,
    ...(placeId === undefined ? {} : { providerPlaceId: placeId }),
    ...(lat === undefined || lng === undefined ? {} : { lat, lng }),
  };
}
