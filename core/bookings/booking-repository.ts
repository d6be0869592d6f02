import { notFound, required } from "../errors.ts";
import type { User } from "../identity/user.ts";
import type { BookingId, UserId } from "../ids.ts";
import type { BookingPayment } from "../payments/booking-payment.ts";
import { absent, present, unchanged } from "../table/condition.ts";
import {
  awaitingCompletionIndex,
  bookingKey,
  bookingListKey,
  bookingPaymentKey,
  dueIndex,
  lessonReminderKey,
  studentDayKey,
  userKey,
} from "../table/keys.ts";
import { read, readAll } from "../table/read.ts";
import { type Changes, put, update, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import { type Booking, hasOpenDispute } from "./booking.ts";
import { BOOKING_NOT_FOUND } from "./booking-errors.ts";
import { type BookingListEntry, listEntriesOf } from "./booking-list-entry.ts";
import { holdsTexts, textsDueAt } from "./booking-texts.ts";
import type { LessonPeople } from "./booking-view.ts";
import { completionDueAt } from "./completion.ts";
import { disputeUntil } from "./no-show.ts";
import { nextReminderAt } from "./reminders.ts";
import type { StudentDays } from "./student-day.ts";

export interface BookingWithPayment {
  readonly booking: Booking;
  readonly payment: BookingPayment;
  /** Of a lesson that moved late: the payment that holds its money, read where that may move (LK-5). */
  readonly parent?: BookingPayment;
}

/** A lesson and its money as a change leaves them, and the writes that make it so. */
export interface ChangedLesson extends BookingWithPayment {
  readonly writes: readonly Write[];
}

/** The booking and its payment as they are now; 404 when there is none. */
export async function readBooking(bookingId: BookingId): Promise<BookingWithPayment> {
  const [booking, payment] = await readAll([bookingKey(bookingId), bookingPaymentKey(bookingId)]);
  if (!booking || !payment) throw notFound(BOOKING_NOT_FOUND);
  return { booking, payment };
}

/** Where the money of a lesson that moved late is kept; for any other lesson nothing is read. */
export async function readParent({ lockedFromBookingId }: BookingPayment): Promise<Pick<BookingWithPayment, "parent">> {
  if (lockedFromBookingId === undefined) return {};
  return { parent: required(await read(bookingPaymentKey(lockedFromBookingId)), "a lesson that moved late has the payment it moved from") };
}

export async function withParent(lesson: BookingWithPayment): Promise<BookingWithPayment> {
  return { ...lesson, ...(await readParent(lesson.payment)) };
}

/** The two people of bookings, by id; erased ones are missing. */
export async function readPeople(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, User>> {
  const people = await readAll([...new Set(userIds)].map((userId) => userKey(userId)));
  return new Map(people.flatMap((user) => (user ? [[user.userId, user] as const] : [])));
}

/** Both people of a booking, by side. */
export async function readLessonPeople({ studentId, instructorId }: Pick<Booking, "studentId" | "instructorId">): Promise<LessonPeople> {
  const people = await readPeople([studentId, instructorId]);
  return { student: people.get(studentId), instructor: people.get(instructorId) };
}

/** A new booking with the entries in both people's lists and what it waits for in the due index: an unpaid one for its deadline. */
export function insertBooking(booking: Booking, payBy: BookingPayment["payBy"]): Write[] {
  const gsi1 = payBy === undefined ? dueOf(booking) : dueIndex("unpaid-booking", payBy, booking.bookingId);
  return [put(bookingKey(booking.bookingId), booking, absent, { index: { gsi1 } }), ...enterLists(booking)];
}

/** The new booking of a move that waits for its money: in no list, and due for its end when the lease is over (BKR-9). */
export function holdBooking(booking: Booking, leaseUntil: Instant): Write {
  const { bookingId } = booking;
  return put(bookingKey(bookingId), booking, absent, { index: { gsi1: dueIndex("held-move", leaseUntil, bookingId) } });
}

/** However the move has ended, the new booking is now in both lists like any other. */
export function endHold(held: Booking, after: Booking): Write[] {
  return [nextVersion(held, after), ...enterLists(after)];
}

/**
 * The change from one version of a booking to the next, in the booking, both lists and the due index. The start never changes, nor does what
 * an unpaid booking waits for: only its payment knows the deadline.
 */
export function changeBooking(before: Booking, after: Booking): Write[] {
  // What lists show of a booking and can go away again: a move that waits, and with an erasure the place.
  const { movingTo, location } = after;
  const entries = listEntriesOf(after).map((entry) =>
    update(listKey(entry), { set: { ...entry, movingTo, location } }, present, placeOf(entry)),
  );
  return [nextVersion(before, after), ...entries, ...(before.status === "PENDING" ? firstReminder(after) : [])];
}

/** The change of a payment, on condition that nobody changed it meanwhile; `dueIndex` places stay as they are. */
export function changePayment(before: BookingPayment, after: BookingPayment, now: Instant): Write {
  const set = { ...changes(before, after), version: before.version + 1, updatedAt: now };
  return update(bookingPaymentKey(before.bookingId), { set }, unchanged({ version: before.version }));
}

/** The members of the later form that differ; one that is gone is removed. */
export function changes<T extends object>(before: T, after: T): Changes<T>["set"] & object {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const differing = [...names].filter((name) => Reflect.get(before, name) !== Reflect.get(after, name));
  // Each name is a member of one of the two, both of which are a `T`.
  return Object.fromEntries(differing.map((name) => [name, Reflect.get(after, name)])) as Changes<T>["set"] & object;
}

function nextVersion(before: Booking, after: Booking): Write {
  const set = changes(before, after);
  const due = after.status === "PENDING" ? {} : { index: { gsi1: dueOf(after) } };
  return update(bookingKey(after.bookingId), { set }, unchanged({ version: before.version }), due);
}

function enterLists(booking: Booking): Write[] {
  const entries = listEntriesOf(booking).map((entry) => put(listKey(entry), entry, absent, placeOf(entry)));
  return [...entries, ...firstReminder(booking)];
}

/** A lesson just confirmed waits for its first reminder, in an item of its own: the booking's place in the index is its completion's. */
function firstReminder(booking: Booking): Write[] {
  const dueAt = nextReminderAt(booking, booking.updatedAt);
  if (dueAt === undefined) return [];
  const { bookingId } = booking;
  return [put(lessonReminderKey(bookingId), { bookingId }, absent, { index: { gsi1: dueIndex("lesson-reminder", dueAt, bookingId) } })];
}

/**
 * What the booking is due for in this state: the end of an undisputed report, the completion of a quiet confirmed lesson, or, when it is
 * over, the day on which its texts are old enough to be forgotten.
 */
function dueOf(booking: Booking) {
  const { bookingId, status, createdAt, endsAt, noShow } = booking;
  if (noShow !== undefined && noShow.resolution === undefined) {
    return noShow.disputed ? null : dueIndex("no-show-resolution", disputeUntil(noShow.reportedAt), bookingId);
  }
  if (hasOpenDispute(booking) || status === "PENDING") return null;
  if (status === "CONFIRMED") return dueIndex("lesson-completion", completionDueAt(endsAt), bookingId);
  return holdsTexts(booking) ? dueIndex("booking-texts", textsDueAt(createdAt), bookingId) : null;
}

/** The student's days as they shall become, each on condition of the revision that was read. */
export function studentDayItems(before: StudentDays, after: StudentDays): Write[] {
  return [...after.values()]
    .filter((day) => day.busy !== before.get(day.utcDate)?.busy)
    .map((day) => {
      const key = studentDayKey(day.studentId, day.utcDate);
      const next = { ...day, revision: day.revision + 1 };
      return day.revision === 0 ? put(key, next, absent) : update(key, { set: next }, unchanged({ revision: day.revision }));
    });
}

/** Only an instructor's confirmed lessons can wait for completion. */
function placeOf(entry: BookingListEntry) {
  const isTaught = entry.side === "instructor" && entry.status === "CONFIRMED";
  return { index: { gsi2: isTaught ? awaitingCompletionIndex(entry) : null } };
}

function listKey({ userId, startsAt, bookingId }: BookingListEntry) {
  return bookingListKey(userId, startsAt, bookingId);
}
