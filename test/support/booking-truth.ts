import type { AvailabilityDay } from "../../core/availability/availability-day.ts";
import type { AvailabilitySettings } from "../../core/availability/calendar-settings.ts";
import type { Booking, BookingStatus } from "../../core/bookings/booking.ts";
import type { BookingLedger } from "../../core/bookings/booking-ledger.ts";
import type { BookingListEntry } from "../../core/bookings/booking-list-entry.ts";
import type { StudentDay } from "../../core/bookings/student-day.ts";
import type { DomainEvent } from "../../core/events.ts";
import type { BookingPayment } from "../../core/payments/booking-payment.ts";
import { type Instant, type LocalDate, MINUTE_MS, minutesOf } from "../../core/time.ts";
import type { StoredItem } from "./table.ts";

// What must be true of everything stored, checked in the slowest and most obvious way: minute by minute, every booking against every other,
// with none of the product's own arithmetic.

const OCCUPYING: readonly BookingStatus[] = ["PENDING", "CONFIRMED", "COMPLETED", "NO_SHOW"];

/** The sentences that say what is wrong with the items; none when all promises hold. */
export function brokenPromises(items: readonly StoredItem[]): string[] {
  const bookings = bookingsIn(items);
  return [
    ...overlapsOfInstructors(bookings, itemsOf<AvailabilitySettings>(items, "calendar-settings")),
    ...overlapsOfStudents(bookings),
    ...wrongDays(bookings, itemsOf<AvailabilityDay>(items, "availability-day")),
    ...wrongStudentDays(bookings, itemsOf<StudentDay>(items, "student-day")),
    ...wrongLists(bookings, itemsOf<BookingListEntry>(items, "booking-list-entry")),
    ...wrongLedgers(bookings, itemsOf<BookingLedger>(items, "booking-ledger")),
    ...wrongPayments(bookings, itemsOf<BookingPayment>(items, "booking-payment")),
    ...wrongEvents(bookings, itemsOf<DomainEvent>(items, "event")),
    ...wrongMoves(bookings),
  ];
}

export function bookingsIn(items: readonly StoredItem[]): StoredBooking[] {
  return itemsOf<StoredBooking>(items, "booking");
}

/** A booking with its place in the due index. */
export type StoredBooking = Booking & { readonly gsi1pk?: string };

/** The new booking of a move whose money has not answered: it holds its time, and nobody sees it yet. */
export function isHeld({ status, rescheduledFromBookingId }: Pick<Booking, "status" | "rescheduledFromBookingId">): boolean {
  return status === "PENDING" && rescheduledFromBookingId !== undefined;
}

export function isOccupying({ status }: Pick<Booking, "status">): boolean {
  return OCCUPYING.includes(status);
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

function overlapsOfInstructors(bookings: readonly Booking[], settings: readonly AvailabilitySettings[]): string[] {
  return pairs(bookings.filter(isOccupying)).flatMap(([one, other]) => {
    if (one.instructorId !== other.instructorId || areOneLesson(one, other)) return [];
    const buffers = settings.find((theirs) => theirs.instructorId === one.instructorId);
    const isFar = buffers !== undefined && gapMinutes(one, other) >= neededMinutes(one, other, buffers);
    return isFar ? [] : [`${one.instructorId} teaches ${textOf(one)} too close to ${textOf(other)}`];
  });
}

function overlapsOfStudents(bookings: readonly Booking[]): string[] {
  return pairs(bookings.filter(isOccupying)).flatMap(([one, other]) => {
    if (one.studentId !== other.studentId || areOneLesson(one, other)) return [];
    const taken = new Set(minutesBetween(one.startsAt, one.endsAt));
    const isFree = minutesBetween(other.startsAt, other.endsAt).every((minute) => !taken.has(minute));
    return isFree ? [] : [`${one.studentId} has ${textOf(one)} and ${textOf(other)} at once`];
  });
}

/** A lesson that is moving holds its old and its new time, which may overlap. */
function areOneLesson(one: Booking, other: Booking): boolean {
  return one.movingTo?.bookingId === other.bookingId || other.movingTo?.bookingId === one.bookingId;
}

function wrongDays(bookings: readonly Booking[], days: readonly AvailabilityDay[]): string[] {
  const lessons = bookings.filter(isOccupying);
  const unheld = lessons.filter((lesson) => !days.some((day) => day.instructorId === lesson.instructorId && day.date === lesson.date));
  const wrong = days.flatMap((day) => {
    const theirs = lessons.filter((lesson) => lesson.instructorId === day.instructorId && lesson.date === day.date);
    const wrongBits = (bits: Uint8Array | undefined, expected: readonly Booking[]) =>
      slots.some((slot) => isSet(bits, slot) !== expected.some((lesson) => covers(lesson, slot)));
    return [
      ...(wrongBits(day.busy, theirs) ? [`the taken time of ${day.instructorId} on ${day.date} is not that of the lessons`] : []),
      ...(wrongBits(day.busyTravel, theirs.filter(travels)) ? [`the travelled time of ${day.instructorId} on ${day.date} is wrong`] : []),
    ];
  });
  return [...wrong, ...unheld.map((lesson) => `no day holds ${textOf(lesson)}`)];
}

const slots = Array.from({ length: 288 }, (_, slot) => slot);

function covers({ startTime, endTime }: Booking, slot: number): boolean {
  return minutesOf(startTime) <= slot * 5 && slot * 5 < minutesOf(endTime);
}

function wrongStudentDays(bookings: readonly Booking[], days: readonly StudentDay[]): string[] {
  const lessons = bookings.filter(isOccupying);
  const taken = new Set(
    lessons.flatMap((lesson) => minutesBetween(lesson.startsAt, lesson.endsAt).map((minute) => `${lesson.studentId} ${minute}`)),
  );
  const held = new Set(
    days.flatMap((day) =>
      slots
        .filter((slot) => isSet(day.busy, slot))
        .flatMap((slot) => {
          const first = Date.parse(`${day.utcDate}T00:00:00Z`) / MINUTE_MS + slot * 5;
          return [0, 1, 2, 3, 4].map((minute) => `${day.studentId} ${first + minute}`);
        }),
    ),
  );
  const missing = [...taken].filter((minute) => !held.has(minute));
  const extra = [...held].filter((minute) => !taken.has(minute));
  return missing.length + extra.length === 0 ? [] : [`student days miss ${missing.length} minutes and hold ${extra.length} too many`];
}

function wrongLists(bookings: readonly Booking[], entries: readonly BookingListEntry[]): string[] {
  const listed = bookings.filter((booking) => !isHeld(booking));
  const wrong = listed.flatMap((booking) =>
    [booking.studentId, booking.instructorId].flatMap((userId) => {
      const [entry, ...more] = entries.filter((one) => one.bookingId === booking.bookingId && one.userId === userId);
      const isMoved = entry?.movingTo?.bookingId === booking.movingTo?.bookingId;
      const isRight = entry?.status === booking.status && entry.version === booking.version && isMoved && more.length === 0;
      return isRight ? [] : [`the list of ${userId} does not show ${textOf(booking)} as it is`];
    }),
  );
  return entries.length === listed.length * 2 ? wrong : [...wrong, "there are list entries without a booking"];
}

function wrongLedgers(bookings: readonly Booking[], ledgers: readonly BookingLedger[]): string[] {
  const people = new Set(bookings.flatMap((booking) => [booking.studentId, booking.instructorId]));
  return [...people].flatMap((userId) => {
    const ledger = ledgers.find((one) => one.userId === userId);
    const made = bookings.filter((booking) => booking.studentId === userId || booking.instructorId === userId).length;
    const pending = bookings.filter((booking) => booking.studentId === userId && booking.status === "PENDING" && !isHeld(booking)).length;
    return ledger?.version === made && (ledger.pendingCount ?? 0) === pending
      ? []
      : [`the ledger of ${userId} is not ${made}, ${pending} pending`];
  });
}

function wrongPayments(bookings: readonly StoredBooking[], payments: readonly BookingPayment[]): string[] {
  return bookings.flatMap((booking) => {
    const { bookingId, status, gsi1pk = "" } = booking;
    const payment = payments.find((one) => one.bookingId === bookingId);
    const PENDING = isHeld(booking) ? "held-move" : "unpaid-booking";
    const waitsFor = { PENDING, CONFIRMED: "lesson-completion" }[String(status)];
    return [
      ...(payment === undefined ? [`${bookingId} has no payment`] : []),
      ...((waitsFor === undefined ? gsi1pk === "" : gsi1pk.startsWith(`DUE#${waitsFor}#`))
        ? []
        : [`${bookingId} is ${status} and due in "${gsi1pk}"`]),
    ];
  });
}

function wrongEvents(bookings: readonly Booking[], events: readonly DomainEvent[]): string[] {
  return bookings.flatMap((booking) => {
    const theirs = events
      .filter((event) => "bookingId" in event.data && event.data.bookingId === booking.bookingId)
      .map((event) => event.eventType)
      // It asks for the money of a move, which is nobody's news.
      .filter((eventType) => eventType !== "booking.move_held");
    return theirs.sort().join() === announcementsOf(booking).sort().join()
      ? []
      : [`${textOf(booking)} was announced by ${theirs.join(", ")}`];
  });
}

/** A moved lesson is announced once, under its new booking. */
function announcementsOf(booking: Booking): string[] {
  const { status, confirmedAt, rescheduledFromBookingId, cancellationCode } = booking;
  if (isHeld(booking) || cancellationCode === "reschedule_failed") return [];
  const begun = rescheduledFromBookingId === undefined ? ["booking.created"] : ["booking.rescheduled"];
  const paid = rescheduledFromBookingId === undefined && confirmedAt !== undefined ? ["booking.confirmed"] : [];
  const cancelled = cancellationCode === "rescheduled" ? [] : ["booking.cancelled"];
  const ended = { CANCELLED: cancelled, PAYMENT_FAILED: ["booking.payment_failed"], COMPLETED: ["booking.completed"] }[String(status)];
  return [...begun, ...paid, ...(ended ?? [])];
}

/** The two bookings of a move know each other while it waits and when it is done; after one that failed only the new one knows. */
function wrongMoves(bookings: readonly Booking[]): string[] {
  return bookings.flatMap((booking) => {
    const { bookingId, rescheduledFromBookingId, cancellationCode, movingTo, rescheduledToBookingId } = booking;
    const from = bookings.find((one) => one.bookingId === rescheduledFromBookingId);
    const to = bookings.find((one) => one.bookingId === (movingTo?.bookingId ?? rescheduledToBookingId));
    const isDone = cancellationCode !== "reschedule_failed";
    const isKnown = (isHeld(booking) ? from?.movingTo?.bookingId : from?.rescheduledToBookingId) === bookingId;
    const knows = movingTo === undefined || (to !== undefined && isHeld(to));
    const isBack = to === undefined || to.rescheduledFromBookingId === bookingId;
    return (rescheduledFromBookingId === undefined || isKnown === isDone) && knows && isBack ? [] : [`${textOf(booking)} moves astray`];
  });
}

function pairs<T>(all: readonly T[]): (readonly [T, T])[] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
}

function minutesBetween(start: Instant, end: Instant): number[] {
  const first = Date.parse(start) / MINUTE_MS;
  return Array.from({ length: Date.parse(end) / MINUTE_MS - first }, (_, minute) => first + minute);
}

function wallMinute(date: LocalDate, time: Booking["startTime"]): number {
  return Date.parse(`${date}T00:00:00Z`) / MINUTE_MS + minutesOf(time);
}

/** Bit `i & 7` of byte `i >> 3` (AV-1). Days that were only opened have no taken time yet. */
function isSet(bits: Uint8Array | undefined, slot: number): boolean {
  return bits !== undefined && ((bits[Math.floor(slot / 8)] ?? 0) & (1 << (slot % 8))) !== 0;
}

function textOf({ bookingId, status, date, startTime, endTime }: Booking): string {
  return `${bookingId} (${status}, ${date} ${startTime} to ${endTime})`;
}

/** Guaranteed by `write.ts`, which stores the type of its key beside every item. */
function itemsOf<T>(items: readonly StoredItem[], type: string): T[] {
  return items.filter((item) => item.type === type) as unknown as T[];
}
