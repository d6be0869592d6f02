import type { AvailabilityDay } from "../../core/availability/availability-day.ts";
import type { AvailabilitySettings } from "../../core/availability/calendar-settings.ts";
import type { Booking } from "../../core/bookings/booking.ts";
import type { BookingLedger } from "../../core/bookings/booking-ledger.ts";
import type { BookingListEntry } from "../../core/bookings/booking-list-entry.ts";
import type { StudentDay } from "../../core/bookings/student-day.ts";
import type { DomainEvent } from "../../core/events.ts";
import type { BookingPayment } from "../../core/payments/booking-payment.ts";
import {
  isHeld,
  lessonsAtOnce,
  lessonsTooClose,
  strayStudentTime,
  strayTime,
  textOf,
  unheldStudentTime,
  unheldTime,
  wrongFormats,
} from "./calendar-truth.ts";
import type { StoredItem } from "./table.ts";

// What must be true of everything stored: every booking is held against everything that shall tell the same.

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

/** Everything that is wrong, after plain lives: the same buffers from the beginning, no absence, no dispute. */
export function verdictsOn(items: readonly StoredItem[]): Verdicts {
  const bookings = bookingsIn(items);
  const { overlaps, disagreements, ...rest } = invariantsOn(items);
  return {
    ...rest,
    overlaps: [...overlaps, ...lessonsTooClose(bookings, itemsOf<AvailabilitySettings>(items, "calendar-settings"))],
    disagreements: [...disagreements, ...wrongEvents(bookings, itemsOf<DomainEvent>(items, "event"))],
  };
}

/** The same in one list, empty when all promises hold. */
export function brokenPromises(items: readonly StoredItem[]): string[] {
  return Object.values(verdictsOn(items)).flat();
}

/** In one list, only what is wrong after any life at all. */
export function brokenInvariants(items: readonly StoredItem[]): string[] {
  return Object.values(invariantsOn(items)).flat();
}

function invariantsOn(items: readonly StoredItem[]): Verdicts {
  const bookings = bookingsIn(items);
  const days = itemsOf<AvailabilityDay>(items, "availability-day");
  const studentDays = itemsOf<StudentDay>(items, "student-day");
  const entries = itemsOf<BookingListEntry>(items, "booking-list-entry");
  return {
    overlaps: lessonsAtOnce(bookings),
    lostClaims: [...unheldTime(bookings, days), ...unheldStudentTime(bookings, studentDays)],
    orphans: [
      ...strayTime(bookings, days),
      ...strayStudentTime(bookings, studentDays),
      ...strayEntries(bookings, entries),
      ...strayMoves(bookings),
      ...unpaidFor(bookings, itemsOf<BookingPayment>(items, "booking-payment")),
    ],
    disagreements: [
      ...wrongFormats(days),
      ...wrongLists(bookings, entries),
      ...wrongLedgers(bookings, itemsOf<BookingLedger>(items, "booking-ledger")),
      ...wrongDueWork(bookings),
    ],
  };
}

export function bookingsIn(items: readonly StoredItem[]): StoredBooking[] {
  return itemsOf<StoredBooking>(items, "booking");
}

/** A booking with its place in the due index. */
export type StoredBooking = Booking & { readonly gsi1pk?: string };

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
      const isRight = entry !== undefined && isCopy(entry, booking) && more.length === 0;
      return isRight ? [] : [`the list of ${userId} does not show ${textOf(booking)} as it is`];
    }),
  );
}

/** Whatever an entry says of its booking is what the booking says. */
function isCopy(entry: BookingListEntry, booking: Booking): boolean {
  const { status, version, startsAt, endsAt, date, startTime, endTime, cancellationCode } = entry;
  const said = { status, version, startsAt, endsAt, date, startTime, endTime, cancellationCode };
  const isSame = Object.entries(said).every(([name, value]) => Reflect.get(booking, name) === value);
  return isSame && entry.movingTo?.bookingId === booking.movingTo?.bookingId;
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
    const { gsi1pk = "" } = booking;
    const kind = waitsFor(booking);
    const isRight = kind === undefined ? gsi1pk === "" : gsi1pk.startsWith(`DUE#${kind}#`);
    return isRight ? [] : [`${textOf(booking)} is due in "${gsi1pk}"`];
  });
}

/**
 * What the passing of time will do to the booking: nothing while an administrator has to decide, and to one that is over only that what was
 * written in it is forgotten.
 */
function waitsFor(booking: Booking): string | undefined {
  const { status, noShow, dispute, location, studentNote, instructorNote, cancellationReason } = booking;
  if (isHeld(booking)) return "held-move";
  if (noShow && !noShow.resolution) return noShow.disputed ? undefined : "no-show-resolution";
  if (dispute && !dispute.resolution) return undefined;
  const texts = [location, studentNote, instructorNote, cancellationReason, noShow?.reason, noShow?.disputeReason, dispute?.reason];
  const isSilent = texts.every((text) => text === undefined);
  return { PENDING: "unpaid-booking", CONFIRMED: "lesson-completion" }[String(status)] ?? (isSilent ? undefined : "booking-texts");
}

function wrongEvents(bookings: readonly Booking[], events: readonly DomainEvent[]): string[] {
  const byBooking = Map.groupBy(events, ({ data }) => ("bookingId" in data ? String(data.bookingId) : ""));
  return bookings.flatMap((booking) => {
    const theirs = (byBooking.get(booking.bookingId) ?? [])
      .map((event) => event.eventType)
      // It asks for the money of a move; no person is told of it.
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

/** Guaranteed by `write.ts`, which stores the type of its key beside every item. */
export function itemsOf<T>(items: readonly StoredItem[], type: string): T[] {
  return items.filter((item) => item.type === type) as unknown as T[];
}
