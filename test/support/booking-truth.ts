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

/** Sentences that say what is wrong, by what it is. */
export interface Verdicts {
  /** Two lessons at once, or closer than the instructor's buffers. */
  readonly overlaps: readonly string[];
  /** Lessons whose time somebody else could take. */
  readonly lostClaims: readonly string[];
  /** Taken time, list entries and links without the lesson that they are for, and lessons without a payment. */
  readonly orphans: readonly string[];
  /** Lists, ledgers, due work and events that tell something else than the bookings. */
  readonly disagreements: readonly string[];
}

/** What the items break of what must be true of them. */
export function verdictsOn(items: readonly StoredItem[]): Verdicts {
  const bookings = bookingsIn(items);
  const days = itemsOf<AvailabilityDay>(items, "availability-day");
  const studentDays = itemsOf<StudentDay>(items, "student-day");
  const entries = itemsOf<BookingListEntry>(items, "booking-list-entry");
  const payments = itemsOf<BookingPayment>(items, "booking-payment");
  return {
    overlaps: [
      ...overlapsOfInstructors(bookings, itemsOf<AvailabilitySettings>(items, "calendar-settings")),
      ...overlapsOfStudents(bookings),
    ],
    lostClaims: [...unheldTime(bookings, days), ...unheldStudentTime(bookings, studentDays)],
    orphans: [
      ...strayTime(bookings, days),
      ...strayStudentTime(bookings, studentDays),
      ...strayEntries(bookings, entries),
      ...strayMoves(bookings),
      ...unpaidFor(bookings, payments),
    ],
    disagreements: [
      ...wrongLists(bookings, entries),
      ...wrongLedgers(bookings, itemsOf<BookingLedger>(items, "booking-ledger")),
      ...wrongDueWork(bookings),
      ...wrongEvents(bookings, itemsOf<DomainEvent>(items, "event")),
    ],
  };
}

/** All of it; nothing when all promises hold. */
export function brokenPromises(items: readonly StoredItem[]): string[] {
  return Object.values(verdictsOn(items)).flat();
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
  return lessonsOfEach(bookings, "instructorId").flatMap((lessons) => {
    const buffers = settings.find(({ instructorId }) => instructorId === lessons[0]?.instructorId);
    const isFar = (one: Booking, other: Booking) => buffers !== undefined && gapMinutes(one, other) >= neededMinutes(one, other, buffers);
    const close = [...pairs(lessons)].filter(([one, other]) => !areOneLesson(one, other) && !isFar(one, other));
    return close.map(([one, other]) => `${one.instructorId} teaches ${textOf(one)} too close to ${textOf(other)}`);
  });
}

function overlapsOfStudents(bookings: readonly Booking[]): string[] {
  return lessonsOfEach(bookings, "studentId").flatMap((lessons) => {
    const atOnce = [...pairs(lessons)].filter(([one, other]) => {
      if (areOneLesson(one, other)) return false;
      const taken = new Set(minutesBetween(one.startsAt, one.endsAt));
      return minutesBetween(other.startsAt, other.endsAt).some((minute) => taken.has(minute));
    });
    return atOnce.map(([one, other]) => `${one.studentId} has ${textOf(one)} and ${textOf(other)} at once`);
  });
}

/** A lesson that is moving holds its old and its new time, which may overlap. */
function areOneLesson(one: Booking, other: Booking): boolean {
  return one.movingTo?.bookingId === other.bookingId || other.movingTo?.bookingId === one.bookingId;
}

function lessonsOfEach(bookings: readonly Booking[], person: "studentId" | "instructorId"): Booking[][] {
  return [...Map.groupBy(bookings.filter(isOccupying), (booking) => booking[person]).values()];
}

function unheldTime(bookings: readonly Booking[], days: readonly AvailabilityDay[]): string[] {
  return bookings.filter(isOccupying).flatMap((lesson) => {
    const day = days.find((one) => one.instructorId === lesson.instructorId && one.date === lesson.date);
    const isTaken = slots.every((slot) => {
      if (!covers(lesson, slot)) return true;
      return isSet(day?.busy, slot) && (!travels(lesson) || isSet(day?.busyTravel, slot));
    });
    return isTaken ? [] : [`the day of ${lesson.instructorId} does not hold ${textOf(lesson)}`];
  });
}

function strayTime(bookings: readonly Booking[], days: readonly AvailabilityDay[]): string[] {
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

const slots = Array.from({ length: 288 }, (_, slot) => slot);

function covers({ startTime, endTime }: Booking, slot: number): boolean {
  return minutesOf(startTime) <= slot * 5 && slot * 5 < minutesOf(endTime);
}

function unheldStudentTime(bookings: readonly Booking[], days: readonly StudentDay[]): string[] {
  const held = new Set(days.flatMap(minutesOfStudent));
  const missing = (lesson: Booking) => lessonMinutes(lesson).some((minute) => !held.has(minute));
  return bookings
    .filter(isOccupying)
    .filter(missing)
    .map((lesson) => `the days of ${lesson.studentId} do not hold ${textOf(lesson)}`);
}

function strayStudentTime(bookings: readonly Booking[], days: readonly StudentDay[]): string[] {
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

function strayEntries(bookings: readonly Booking[], entries: readonly BookingListEntry[]): string[] {
  const listed = new Set(bookings.filter((booking) => !isHeld(booking)).map(({ bookingId }) => bookingId));
  return entries.filter(({ bookingId }) => !listed.has(bookingId)).map(({ bookingId }) => `${bookingId} stands in a list for no lesson`);
}

/** The two bookings of a move know each other while it waits and when it is done; after one that failed only the new one knows. */
function strayMoves(bookings: readonly Booking[]): string[] {
  const byId = new Map(bookings.map((booking) => [booking.bookingId, booking]));
  return bookings.flatMap((booking) => {
    const { bookingId, rescheduledFromBookingId: fromId, cancellationCode, movingTo, rescheduledToBookingId } = booking;
    const toId = movingTo?.bookingId ?? rescheduledToBookingId;
    const from = fromId === undefined ? undefined : byId.get(fromId);
    const to = toId === undefined ? undefined : byId.get(toId);
    const isDone = cancellationCode !== "reschedule_failed";
    const isKnown = (isHeld(booking) ? from?.movingTo?.bookingId : from?.rescheduledToBookingId) === bookingId;
    const knows = movingTo === undefined || (to !== undefined && isHeld(to));
    const isBack = toId === undefined || to?.rescheduledFromBookingId === bookingId;
    return (fromId === undefined || isKnown === isDone) && knows && isBack ? [] : [`${textOf(booking)} moves astray`];
  });
}

function unpaidFor(bookings: readonly Booking[], payments: readonly BookingPayment[]): string[] {
  const paid = new Set(payments.map(({ bookingId }) => bookingId));
  return bookings.filter(({ bookingId }) => !paid.has(bookingId)).map((booking) => `${textOf(booking)} has no payment`);
}

function wrongLists(bookings: readonly Booking[], entries: readonly BookingListEntry[]): string[] {
  const byBooking = Map.groupBy(entries, ({ bookingId }) => bookingId);
  const listed = bookings.filter((booking) => !isHeld(booking));
  return listed.flatMap((booking) =>
    [booking.studentId, booking.instructorId].flatMap((userId) => {
      const [entry, ...more] = (byBooking.get(booking.bookingId) ?? []).filter((one) => one.userId === userId);
      const isMoved = entry?.movingTo?.bookingId === booking.movingTo?.bookingId;
      const isRight = entry?.status === booking.status && entry.version === booking.version && isMoved && more.length === 0;
      return isRight ? [] : [`the list of ${userId} does not show ${textOf(booking)} as it is`];
    }),
  );
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

function wrongDueWork(bookings: readonly StoredBooking[]): string[] {
  return bookings.flatMap((booking) => {
    const { bookingId, status, gsi1pk = "" } = booking;
    const PENDING = isHeld(booking) ? "held-move" : "unpaid-booking";
    const waitsFor = { PENDING, CONFIRMED: "lesson-completion" }[String(status)];
    const isRight = waitsFor === undefined ? gsi1pk === "" : gsi1pk.startsWith(`DUE#${waitsFor}#`);
    return isRight ? [] : [`${bookingId} is ${status} and due in "${gsi1pk}"`];
  });
}

function wrongEvents(bookings: readonly Booking[], events: readonly DomainEvent[]): string[] {
  const byBooking = Map.groupBy(events, ({ data }) => ("bookingId" in data ? String(data.bookingId) : ""));
  return bookings.flatMap((booking) => {
    const theirs = (byBooking.get(booking.bookingId) ?? [])
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
