import type { LocationType } from "../bookings/location-type.ts";
import { type LocalDate, type LocalTime, minutesOf } from "../time.ts";
import { type AvailabilityDay, type CalendarDays, dayOn } from "./availability-day.ts";
import { andNot, fromRanges, SLOT_MINUTES, type SlotBitmap } from "./slot-bitmap.ts";

/** The time a lesson takes on the instructor's calendar. It lies on one date. */
export interface LessonSlot {
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly durationMinutes: number;
}

export interface Lesson extends LessonSlot {
  readonly locationType: LocationType;
}

export function lessonBits({ startTime, durationMinutes }: LessonSlot): SlotBitmap {
  const startMinutes = minutesOf(startTime);
  return fromRanges([{ start: startMinutes / SLOT_MINUTES, end: (startMinutes + durationMinutes) / SLOT_MINUTES }]);
}

/** The days as they would be if the lesson had never been booked; revisions stay as read. */
export function withoutLesson(days: CalendarDays, lesson: LessonSlot): CalendarDays {
  const day = dayOn(days, lesson.date);
  const bits = lessonBits(lesson);
  const freed: AvailabilityDay = { ...day, busy: andNot(day.busy, bits), busyTravel: andNot(day.busyTravel, bits) };
  return new Map([...days, [lesson.date, freed]]);
}
