import type { BookingStatus } from "../../core/bookings/booking.ts";
import type { StudentLesson } from "../../core/bookings/create-checks.ts";
import { claimStudentTime, type Interval, type StudentDays } from "../../core/bookings/student-day.ts";
import type { BookingId, UserId } from "../../core/ids.ts";
import { type LocalDate, type LocalTime, plusMinutes, resolveLocalTime } from "../../core/time.ts";

export const STUDENT: UserId = "usr_01JE0000000000000000000001";
export const INSTRUCTOR: UserId = "usr_01JE0000000000000000000002";

/** A lesson as golden files write it, in its instructor's local time. */
export interface VectorLesson {
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly timezone: string;
  readonly durationMinutes: number;
}

export function intervalOf({ date, startTime, timezone, durationMinutes }: VectorLesson): Interval {
  const startsAt = resolveLocalTime(timezone, date, startTime).instant;
  return { startsAt, endsAt: plusMinutes(startsAt, durationMinutes) };
}

export function bookingIdOf(index: number): BookingId {
  return `bkg_01JE00000000000000000000${String(index).padStart(2, "0")}`;
}

export function lessonOf(interval: Interval, status: BookingStatus, index = 0): StudentLesson {
  return { bookingId: bookingIdOf(index), status, ...interval };
}

export function daysWith(lessons: readonly Interval[]): StudentDays {
  return lessons.reduce<StudentDays>((days, lesson) => claimStudentTime(days, STUDENT, lesson), new Map());
}
