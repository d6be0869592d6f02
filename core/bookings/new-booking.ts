import { required } from "../errors.ts";
import type { BookingId, UserId } from "../ids.ts";
import { noteOf } from "../note.ts";
import { addMinutesToTime, type Instant } from "../time.ts";
import type { Booking } from "./booking.ts";
import type { ResolvedLesson } from "./create-checks.ts";
import type { LessonFacts } from "./lesson-facts.ts";
import type { LessonWish } from "./lesson-wish.ts";

export interface BookingOpening {
  readonly bookingId: BookingId;
  readonly studentId: UserId;
  readonly wish: LessonWish & { readonly studentNote?: string | null };
  readonly facts: LessonFacts;
  readonly lesson: ResolvedLesson;
}

/** The booking of a lesson that nothing forbids, with its own copy of everything it needs. */
export function newBooking({ bookingId, studentId, wish, facts, lesson }: BookingOpening, now: Instant): Booking {
  const { date, startTime, durationMinutes, locationType } = wish;
  const offering = required(facts.offering, "a lesson that was not refused has an offering");
  const { instructorId, instructorServiceId, serviceId, categoryId, serviceName } = offering;
  const studentNote = noteOf(wish.studentNote);
  return {
    bookingId,
    studentId,
    instructorId,
    instructorServiceId,
    serviceId,
    categoryId,
    serviceName,
    date,
    startTime,
    endTime: addMinutesToTime(startTime, durationMinutes),
    timezone: facts.settings.timezone,
    startsAt: lesson.startsAt,
    endsAt: lesson.endsAt,
    durationMinutes,
    status: "PENDING",
    locationType,
    ...(lesson.location === undefined ? {} : { location: lesson.location }),
    ...(facts.areas?.summary ? { serviceArea: facts.areas.summary } : {}),
    ...(studentNote === undefined ? {} : { studentNote }),
    hourlyRateCents: lesson.snapshot.hourlyRateCents,
    lessonPriceCents: lesson.snapshot.basePriceCents,
    createdAt: now,
    updatedAt: now,
    rescheduleCount: 0,
    version: 1,
  };
}
