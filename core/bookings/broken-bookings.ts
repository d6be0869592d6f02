import { isDeepStrictEqual } from "node:util";
import { equals, noSlots, type SlotBitmap, setRange } from "../availability/slot-bitmap.ts";
import type { BookingId, UserId } from "../ids.ts";
import type { LocalDate } from "../time.ts";
import { type Booking, isOccupying, overlaps } from "./booking.ts";
import { type BookingListEntry, listEntriesOf } from "./booking-list-entry.ts";
import { type StudentDay, studentSlots } from "./student-day.ts";

export type BrokenInvariant = "STUDENT_TIME_IS_NOT_THE_LESSONS" | "LIST_ENTRY_IS_NOT_THE_BOOKING" | "LINK_IS_ONE_SIDED" | "LESSONS_OVERLAP";

/** One thing that is wrong. `state` is the version of what it is about, by which two looks at it can be compared. */
export interface BrokenBooking {
  readonly broken: BrokenInvariant;
  readonly of: BookingId | LocalDate;
  readonly state: string;
}

/** What is stored of a person's bookings from a UTC date on. */
export interface PersonsBookings {
  readonly userId: UserId;
  readonly firstDate: LocalDate;
  readonly days: readonly StudentDay[];
  /** The entries of their list, and those of the same bookings in the other people's lists. */
  readonly entries: readonly BookingListEntry[];
  /** The bookings that their list names. */
  readonly listed: readonly Booking[];
  /** The bookings that those are linked with, by a move that was made or waits for its money. */
  readonly linked: readonly Booking[];
}

/** What is wrong with a person's bookings, judged by the bookings themselves (bookings, section 6). */
export function brokenBookings(stored: PersonsBookings): BrokenBooking[] {
  return [...wrongStudentDays(stored), ...wrongEntries(stored), ...wrongLinks(stored), ...overlappingLessons(stored)];
}

/** The taken time is exactly the union of the lessons taken. */
function wrongStudentDays({ userId, firstDate, days, ...stored }: PersonsBookings): BrokenBooking[] {
  const lessons = occupying(stored).filter(({ studentId }) => studentId === userId);
  const expected = new Map<LocalDate, SlotBitmap>();
  for (const { utcDate, slots } of lessons.flatMap(studentSlots)) {
    expected.set(utcDate, setRange(expected.get(utcDate) ?? noSlots(), slots));
  }
  const held = new Map(days.map((day) => [day.utcDate, day]));
  return [...new Set([...held.keys(), ...expected.keys()])]
    .filter((date) => date >= firstDate && !equals(held.get(date)?.busy ?? noSlots(), expected.get(date) ?? noSlots()))
    .map((of) => ({ broken: "STUDENT_TIME_IS_NOT_THE_LESSONS", of, state: `${held.get(of)?.revision ?? 0}` }));
}

/** Both people's lists show each booking as it is, and show no other. */
function wrongEntries({ entries, listed }: PersonsBookings): BrokenBooking[] {
  const bookings = new Map(listed.map((booking) => [booking.bookingId, booking]));
  const ids = new Set([...bookings.keys(), ...entries.map(({ bookingId }) => bookingId)]);
  return [...ids].flatMap((of) => {
    const booking = bookings.get(of);
    const shown = entries.filter(({ bookingId }) => bookingId === of);
    const expected = booking === undefined ? [] : listEntriesOf(booking);
    const isRight = shown.length === expected.length && expected.every((entry) => shown.some((one) => isDeepStrictEqual(one, entry)));
    return isRight ? [] : [{ broken: "LIST_ENTRY_IS_NOT_THE_BOOKING", of, state: stateOf(booking) }];
  });
}

/** Whoever names another booking is named by it. A move that failed leaves only the trace of where it came from. */
function wrongLinks({ listed, linked }: PersonsBookings): BrokenBooking[] {
  const bookings = new Map([...listed, ...linked].map((booking) => [booking.bookingId, booking]));
  const find = (id: BookingId | undefined) => (id === undefined ? undefined : bookings.get(id));
  const isRight = (booking: Booking) => {
    const { bookingId, rescheduledToBookingId: to, rescheduledFromBookingId: from, movingTo, cancellationCode } = booking;
    const source = find(from);
    const isNamed = source?.rescheduledToBookingId === bookingId || source?.movingTo?.bookingId === bookingId;
    return (
      (to === undefined || find(to)?.rescheduledFromBookingId === bookingId) &&
      (movingTo === undefined || find(movingTo.bookingId)?.rescheduledFromBookingId === bookingId) &&
      (from === undefined || isNamed || cancellationCode === "reschedule_failed")
    );
  };
  return listed
    .filter((booking) => !isRight(booking))
    .map((booking) => ({ broken: "LINK_IS_ONE_SIDED", of: booking.bookingId, state: stateOf(booking) }));
}

/** Nobody is in two lessons at once, but on the way from one to the other (BKR-11). */
function overlappingLessons(stored: PersonsBookings): BrokenBooking[] {
  const lessons = occupying(stored).toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  return lessons.flatMap((lesson, index) => {
    const earlier = lessons.slice(Math.max(0, index - LESSONS_LOOKED_BACK), index);
    const isTaken = earlier.some((other) => overlaps(lesson, other) && !isMoveBetween(lesson, other));
    return isTaken ? [{ broken: "LESSONS_OVERLAP", of: lesson.bookingId, state: stateOf(lesson) }] : [];
  });
}

/** During the longest lesson, of four hours, at most eight of the shortest, of half an hour, begin. */
const LESSONS_LOOKED_BACK = 8;

function isMoveBetween(one: Booking, other: Booking): boolean {
  return one.movingTo?.bookingId === other.bookingId || other.movingTo?.bookingId === one.bookingId;
}

/** The lessons that take the person's time: those listed, and the new ones of moves that wait for their money. */
function occupying({ listed, linked }: Pick<PersonsBookings, "listed" | "linked">): Booking[] {
  const targets = new Set(listed.map(({ movingTo }) => movingTo?.bookingId));
  return [...listed, ...linked.filter(({ bookingId }) => targets.has(bookingId))].filter(({ status }) => isOccupying(status));
}

function stateOf(booking: Booking | undefined): string {
  return `${booking?.version ?? 0}`;
}
