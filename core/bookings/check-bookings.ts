import type { BookingId, UserId } from "../ids.ts";
import { bookingKey, bookingListKey, bookingListOf, studentDaysOf } from "../table/keys.ts";
import { readEvery, readMany } from "../table/read.ts";
import { addDays, type Instant, type LocalDate, localDateAt, plusMilliseconds } from "../time.ts";
import type { Booking } from "./booking.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import { type BrokenBooking, brokenBookings, type PersonsBookings } from "./broken-bookings.ts";
import type { StudentDay } from "./student-day.ts";
import { LONGEST_LESSON_MS } from "./student-lessons.ts";

const PAST_DAYS = 2;

/** What is wrong with a person's bookings of the last two days and of those to come. Repairs nothing. */
export async function checkBookings(userId: UserId, now: Instant): Promise<readonly BrokenBooking[]> {
  const seen = await brokenNow(userId, now);
  if (seen.length === 0) return [];
  // These are several reads, between which a lesson may be booked. What is really broken is found again, and has not changed.
  const again = await brokenNow(userId, now);
  const isTheSame = (one: BrokenBooking) => (other: BrokenBooking) =>
    one.broken === other.broken && one.of === other.of && one.state === other.state;
  return again.filter((broken) => seen.some(isTheSame(broken)));
}

/** The students whom an instructor has taught in the last two days or is going to teach. */
export async function studentsOf(instructorId: UserId, now: Instant): Promise<ReadonlySet<UserId>> {
  const entries = await readList(instructorId, firstDateOf(now));
  return new Set(entries.filter(({ side }) => side === "instructor").map(({ studentId }) => studentId));
}

async function brokenNow(userId: UserId, now: Instant): Promise<BrokenBooking[]> {
  return brokenBookings(await readBookings(userId, firstDateOf(now)));
}

async function readBookings(userId: UserId, firstDate: LocalDate): Promise<PersonsBookings> {
  const [own, days] = await Promise.all([readList(userId, firstDate), readEvery<StudentDay>(studentDaysOf(userId, firstDate))]);
  const listed = await readMany(own.map(({ bookingId }) => bookingKey(bookingId)));
  const known = new Set(listed.map(({ bookingId }) => bookingId));
  const named = new Set(listed.flatMap(linksOf).filter((bookingId) => !known.has(bookingId)));
  const [others, linked] = await Promise.all([
    readMany(own.map((entry) => bookingListKey(otherPersonOf(entry), entry.startsAt, entry.bookingId))),
    readMany([...named].map((bookingId) => bookingKey(bookingId))),
  ]);
  return { userId, firstDate, days, entries: [...own, ...others], listed, linked };
}

function readList(userId: UserId, firstDate: LocalDate): Promise<readonly BookingListEntry[]> {
  const { pk, prefix } = bookingListOf(userId);
  // What reaches into a date began less than the longest lesson before it.
  const from = plusMilliseconds(`${firstDate}T00:00:00.000Z`, -LONGEST_LESSON_MS);
  return readEvery<BookingListEntry>({ pk, from: `${prefix}${from}`, to: `${prefix}\uffff` });
}

function firstDateOf(now: Instant): LocalDate {
  return addDays(localDateAt(now, "UTC"), -PAST_DAYS);
}

function linksOf({ rescheduledToBookingId, rescheduledFromBookingId, movingTo }: Booking): BookingId[] {
  return [rescheduledToBookingId, rescheduledFromBookingId, movingTo?.bookingId].filter((id) => id !== undefined);
}

function otherPersonOf({ side, studentId, instructorId }: BookingListEntry): UserId {
  return side === "student" ? instructorId : studentId;
}
