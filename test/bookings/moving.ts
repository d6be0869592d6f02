import type { Booking } from "../../core/bookings/booking.ts";
import { type BookingId, newId } from "../../core/ids.ts";
import type { CardAnswer } from "../../core/payments/card-answer.ts";
import { bookingKey, bookingPaymentKey } from "../../core/table/keys.ts";
import { readAll } from "../../core/table/read.ts";
import { type Instant, type LocalDate, plusHours } from "../../core/time.ts";
import * as rescheduleBooking from "../../functions/bookings/reschedule-booking.ts";
import { callAs, confirmedBooking, MONDAY, openDay, WEDNESDAY } from "../support/bookings.ts";
import { setClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { holdMove } from "../support/moves.ts";
import { type SignedIn, signedIn } from "../support/people.ts";

export const TUESDAY: LocalDate = "2026-03-03";
export const THURSDAY: LocalDate = "2026-03-05";
/** Of the lesson that moves: Wednesday noon in New York. */
export const STARTS_AT: Instant = "2026-03-04T17:00:00.000Z";
/** A time less than a day after `MONDAY`, whose card is asked at once. */
export const NEAR = { date: TUESDAY, startTime: "09:45" };

export const ACCEPTED: CardAnswer = { status: "succeeded", paymentIntentId: "pi_moved", cardCents: 8_960 };
export const DECLINED: CardAnswer = { status: "requires_payment_method", declineCode: "insufficient_funds" };

/** Two people whose calendar is open around the lesson. */
export async function movingPeople(facts: Parameters<typeof liveInstructor>[0] = {}) {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor(facts)]);
  await Promise.all([TUESDAY, WEDNESDAY, THURSDAY].map((date) => openDay(instructor.userId, date)));
  return { student, instructor };
}

/** A confirmed lesson of the two. */
export async function movableLesson() {
  const { student, instructor } = await movingPeople();
  return { student, instructor, booking: await confirmedBooking(student, instructor) };
}

/** The same lesson 18 hours before it starts, from when on its money is locked by a move. */
export async function lateLesson() {
  const lesson = await movableLesson();
  setClock(plusHours(STARTS_AT, -18));
  return lesson;
}

/** To Thursday at three in the afternoon, unless told otherwise. */
export function move(
  student: SignedIn,
  bookingId: BookingId,
  special: Readonly<Record<string, unknown>> = {},
  key: string = newId("evt", MONDAY),
) {
  const body = { date: THURSDAY, startTime: "15:00", ...special };
  return callAs(student, rescheduleBooking, { params: { bookingId }, body, headers: { "idempotency-key": key } });
}

/** A move whose new time is held and whose card has said nothing yet. */
export async function heldMove(wish: Readonly<Record<string, unknown>> = NEAR) {
  const lesson = await movableLesson();
  const held = await holdMove(() => move(lesson.student, lesson.booking.id, wish));
  return { ...lesson, oldId: lesson.booking.id, ...held };
}

/** A booking and its payment as they are stored. */
export async function storedBooking(bookingId: BookingId) {
  const [booking, payment] = await readAll([bookingKey(bookingId), bookingPaymentKey(bookingId)]);
  return { booking, payment };
}

export async function statusesOf(bookingIds: readonly BookingId[]): Promise<(Booking["status"] | undefined)[]> {
  return (await readAll(bookingIds.map((bookingId) => bookingKey(bookingId)))).map((booking) => booking?.status);
}
