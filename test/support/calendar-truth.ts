import type { AvailabilityDay } from "../../core/availability/availability-day.ts";
import type { AvailabilitySettings } from "../../core/availability/calendar-settings.ts";
import type { Booking, BookingStatus } from "../../core/bookings/booking.ts";
import type { StudentDay } from "../../core/bookings/student-day.ts";
import { type Instant, type LocalDate, MINUTE_MS, minutesOf } from "../../core/time.ts";

// What must be true of the calendars and the lessons on them, checked in the slowest and most obvious way: minute by minute, every lesson
// against every other, with none of the product's own arithmetic.

const OCCUPYING: readonly BookingStatus[] = ["PENDING", "CONFIRMED", "COMPLETED", "NO_SHOW"];

export function isOccupying({ status }: Pick<Booking, "status">): boolean {
  return OCCUPYING.includes(status);
}

/** The new booking of a move whose money has not answered: it holds its time, and nobody sees it yet. */
export function isHeld({ status, rescheduledFromBookingId }: Pick<Booking, "status" | "rescheduledFromBookingId">): boolean {
  return status === "PENDING" && rescheduledFromBookingId !== undefined;
}

export type Timed = Pick<Booking, "date" | "startTime" | "endTime" | "locationType">;
export type Buffers = Pick<AvailabilitySettings, "bufferMinutes" | "travelBufferMinutes">;

/** The minutes between two lessons on the wall clock; negative when they overlap. */
export function gapMinutes(one: Timed, other: Timed): number {
  return Math.max(
    wallMinute(one.date, one.startTime) - wallMinute(other.date, other.endTime),
    wallMinute(other.date, other.startTime) - wallMinute(one.date, one.endTime),
  );
}

/** The minutes that must lie between two lessons of an instructor. */
export function neededMinutes(one: Timed, other: Timed, { bufferMinutes, travelBufferMinutes }: Buffers): number {
  return travels(one) || travels(other) ? travelBufferMinutes : bufferMinutes;
}

export function travels({ locationType }: Pick<Booking, "locationType">): boolean {
  return locationType === "student_location" || locationType === "neutral_location";
}

/** Nobody has two lessons at once (BK-32). */
export function lessonsAtOnce(bookings: readonly Booking[]): string[] {
  return (["instructorId", "studentId"] as const).flatMap((person) =>
    lessonsOfEach(bookings, person).flatMap((lessons) => {
      const atOnce = [...pairs(lessons)].filter(([one, other]) => {
        return !areOneLesson(one, other) && one.startsAt < other.endsAt && other.startsAt < one.endsAt;
      });
      return atOnce.map(([one, other]) => `${one[person]} has ${textOf(one)} and ${textOf(other)} at once`);
    }),
  );
}

/** Where an instructor's buffers have never changed all lessons keep them (AV-30, AV-31). */
export function lessonsTooClose(bookings: readonly Booking[], settings: readonly AvailabilitySettings[]): string[] {
  return lessonsOfEach(bookings, "instructorId").flatMap((lessons) => {
    const buffers = settings.find(({ instructorId }) => instructorId === lessons[0]?.instructorId);
    const isFar = (one: Booking, other: Booking) => buffers !== undefined && gapMinutes(one, other) >= neededMinutes(one, other, buffers);
    const close = [...pairs(lessons)].filter(([one, other]) => !areOneLesson(one, other) && !isFar(one, other));
    return close.map(([one, other]) => `${one.instructorId} teaches ${textOf(one)} too close to ${textOf(other)}`);
  });
}

/** A lesson that is moving holds its old and its new time, which may overlap. */
function areOneLesson(one: Booking, other: Booking): boolean {
  return one.movingTo?.bookingId === other.bookingId || other.movingTo?.bookingId === one.bookingId;
}

function lessonsOfEach(bookings: readonly Booking[], person: "studentId" | "instructorId"): Booking[][] {
  return [...Map.groupBy(bookings.filter(isOccupying), (booking) => booking[person]).values()];
}

export function unheldTime(bookings: readonly Booking[], days: readonly AvailabilityDay[]): string[] {
  return bookings.filter(isOccupying).flatMap((lesson) => {
    const day = days.find((one) => one.instructorId === lesson.instructorId && one.date === lesson.date);
    const isTaken = slots.every((slot) => {
      if (!covers(lesson, slot)) return true;
      return isSet(day?.busy, slot) && (!travels(lesson) || isSet(day?.busyTravel, slot));
    });
    return isTaken ? [] : [`the day of ${lesson.instructorId} does not hold ${textOf(lesson)}`];
  });
}

export function strayTime(bookings: readonly Booking[], days: readonly AvailabilityDay[]): string[] {
  const lessons = bookings.filter(isOccupying);
  return days.flatMap((day) => {
    const theirs = lessons.filter((lesson) => lesson.instructorId === day.instructorId && lesson.date === day.date);
    const stray = (bits: Uint8Array | undefined, of: readonly Booking[]) =>
      slots.some((slot) => isSet(bits, slot) && !of.some((lesson) => covers(lesson, slot)));
    return [
      ...(stray(day.busy, theirs) ? [`time of ${day.instructorId} on ${day.date} is taken for no lesson`] : []),
      ...(stray(day.busyTravel, theirs.filter(travels)) ? [`${day.instructorId} travels on ${day.date} to no lesson`] : []),
    ];
  });
}

/** Formats are told of open time only, and never two of one slot (AV-62). */
export function wrongFormats(days: readonly AvailabilityDay[]): string[] {
  const isWrong = ({ open, onlineOnly, noTravel }: AvailabilityDay) =>
    slots.some((slot) => [onlineOnly, noTravel].filter((bits) => isSet(bits, slot)).length > (isSet(open, slot) ? 1 : 0));
  return days.filter(isWrong).map(({ instructorId, date }) => `${instructorId} has formats without hours on ${date}`);
}

const slots = Array.from({ length: 288 }, (_, slot) => slot);

function covers({ startTime, endTime }: Booking, slot: number): boolean {
  return minutesOf(startTime) <= slot * 5 && slot * 5 < minutesOf(endTime);
}

export function unheldStudentTime(bookings: readonly Booking[], days: readonly StudentDay[]): string[] {
  const held = new Set(days.flatMap(minutesOfStudent));
  const missing = (lesson: Booking) => lessonMinutes(lesson).some((minute) => !held.has(minute));
  return bookings
    .filter(isOccupying)
    .filter(missing)
    .map((lesson) => `the days of ${lesson.studentId} do not hold ${textOf(lesson)}`);
}

export function strayStudentTime(bookings: readonly Booking[], days: readonly StudentDay[]): string[] {
  const taken = new Set(bookings.filter(isOccupying).flatMap(lessonMinutes));
  return days
    .filter((day) => minutesOfStudent(day).some((minute) => !taken.has(minute)))
    .map(({ studentId, utcDate }) => `time of ${studentId} on ${utcDate} is taken for no lesson`);
}

function lessonMinutes({ studentId, startsAt, endsAt }: Booking): string[] {
  return minutesBetween(startsAt, endsAt).map((minute) => `${studentId} ${minute}`);
}

function minutesOfStudent({ studentId, utcDate, busy }: StudentDay): string[] {
  return slots
    .filter((slot) => isSet(busy, slot))
    .flatMap((slot) => {
      const first = Date.parse(`${utcDate}T00:00:00Z`) / MINUTE_MS + slot * 5;
      return [0, 1, 2, 3, 4].map((minute) => `${studentId} ${first + minute}`);
    });
}

function* pairs<T>(all: readonly T[]): Generator<readonly [T, T]> {
  for (const [index, one] of all.entries()) for (const other of all.slice(index + 1)) yield [one, other];
}

function minutesBetween(start: Instant, end: Instant): number[] {
  const first = Date.parse(start) / MINUTE_MS;
  return Array.from({ length: Date.parse(end) / MINUTE_MS - first }, (_, minute) => first + minute);
}

function wallMinute(date: LocalDate, time: Booking["startTime"]): number {
  return Date.parse(`${date}T00:00:00Z`) / MINUTE_MS + minutesOf(time);
}

/** Bit `i & 7` of byte `i >> 3` (AV-1). Days that were only opened have no taken time yet. */
export function isSet(bits: Uint8Array | undefined, slot: number): boolean {
  return bits !== undefined && ((bits[Math.floor(slot / 8)] ?? 0) & (1 << (slot % 8))) !== 0;
}

export function textOf({ bookingId, status, date, startTime, endTime }: Booking): string {
  return `${bookingId} (${status}, ${date} ${startTime} to ${endTime})`;
}
