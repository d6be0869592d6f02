import { calendarItems } from "../availability/calendar-repository.ts";
import { move as moveOnCalendar } from "../availability/move.ts";
import type { Context } from "../context.ts";
import { assert } from "../errors.ts";
import type { MoveMode } from "../payments/moved-payment.ts";
import { absent } from "../table/condition.ts";
import { bookingPaymentKey, dueIndex } from "../table/keys.ts";
import { put, type Write } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import { type BookingWithPayment, changeBooking, insertBooking, studentDayItems } from "./booking-repository.ts";
import type { MoveCase } from "./judge-move.ts";
import { calendarTermsOf } from "./lesson-facts.ts";
import { announceMove, countMove, leavePayment } from "./move-records.ts";
import { movedAway } from "./moved-booking.ts";
import { offeringMark, unchangedFacts } from "./new-booking-writes.ts";
import { timeGivenBack } from "./release-booking.ts";
import { claimStudentTime, releaseStudentTime } from "./student-day.ts";

/** The items of a move whose money cannot fail, at most 35 (BKR-8). `to` is what the lesson becomes. */
export async function moveWrites(ctx: Context, moving: MoveCase, to: BookingWithPayment, mode: MoveMode): Promise<Write[]> {
  const { booking, payment, facts } = moving;
  return [
    ...changeBooking(booking, movedAway(booking, to.booking, ctx.now)),
    ...insertBooking(to.booking, undefined),
    ...(await calendarWrites(ctx, moving)),
    ...studentDayItems(moving.studentDays, movedStudentDays(moving, to.booking)),
    ...leavePayment(ctx, payment),
    insertPayment(to),
    ...countMove(to.booking),
    ...unchangedFacts(to.booking, facts),
    ...offeringMark(to.booking, facts),
    ...announceMove(ctx, booking, to.booking, mode),
  ];
}

async function calendarWrites({ now }: Context, { booking, lesson, facts, days }: MoveCase): Promise<Write[]> {
  const moved = moveOnCalendar({ ...calendarTermsOf(facts, now), from: booking, to: lesson, days });
  if (moved.ok) return calendarItems(booking.instructorId, moved, now);
  assert(moved.reason === "RELEASE_MISMATCH", "the calendar claims what it said was bookable");
  throw await timeGivenBack(booking);
}

function movedStudentDays({ booking, studentDays }: MoveCase, to: Booking) {
  return claimStudentTime(releaseStudentTime(studentDays, booking), booking.studentId, to);
}

/** The card of the new lesson is asked when its day comes (AU-3). */
function insertPayment({ payment }: BookingWithPayment): Write {
  const { bookingId, authScheduledFor } = payment;
  const gsi1 = authScheduledFor === undefined ? null : dueIndex("payment-authorization", authScheduledFor, bookingId);
  return put(bookingPaymentKey(bookingId), payment, absent, { index: { gsi1 } });
}
