import { calendarItems } from "../availability/calendar-repository.ts";
import { move as moveOnCalendar } from "../availability/move.ts";
import type { Context, Member } from "../context.ts";
import { assert } from "../errors.ts";
import { newId } from "../ids.ts";
import type { BookingPayment } from "../payments/booking-payment.ts";
import { paymentMovedAway, releaseOfHold } from "../payments/carry-payment.ts";
import { audit } from "../table/audit.ts";
import { absent, any, present, unchanged } from "../table/condition.ts";
import { bookingLedgerKey, bookingPaymentKey, dueIndex, moneyMovementKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { put, update, type Write } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking, insertBooking, studentDayItems } from "./booking-repository.ts";
import { cancellationWindowAt } from "./cancellation-window.ts";
import type { MoveCase } from "./judge-move.ts";
import { calendarTermsOf } from "./lesson-facts.ts";
import { offeringMark, unchangedFacts } from "./new-booking-writes.ts";
import { timeGivenBack } from "./release-booking.ts";
import { claimStudentTime, releaseStudentTime } from "./student-day.ts";

/** What a carried move makes of the old booking. */
export interface MovedTo {
  readonly booking: Booking;
  readonly payment: BookingPayment;
}

/** The items of a move whose money cannot fail, at most 35 (BKR-8). */
export async function carryWrites(ctx: Context<Member>, moving: MoveCase, to: MovedTo): Promise<Write[]> {
  const { booking, payment, facts } = moving;
  return [
    ...changeBooking(booking, movedAway(ctx, booking, to.booking)),
    ...insertBooking(to.booking, undefined),
    ...(await calendarWrites(ctx, moving)),
    ...studentDayItems(moving.studentDays, movedStudentDays(moving, to.booking)),
    ...paymentWrites(ctx, payment, to.payment),
    ...ledgerWrites(to.booking),
    ...unchangedFacts(to.booking, facts),
    ...offeringMark(to.booking, facts),
    ...auditEntries(ctx, booking, to.booking),
    publish(ctx, "booking.rescheduled", {
      ...bookingFact(to.booking),
      oldBookingId: booking.bookingId,
      newBookingId: to.booking.bookingId,
      oldStartsAt: booking.startsAt,
      newStartsAt: to.booking.startsAt,
      mode: "carry",
    }),
  ];
}

/** A moved lesson is cancelled, but everybody is told of the move instead (BKR-13). */
function movedAway({ principal, now }: Context<Member>, booking: Booking, to: Booking): Booking {
  return {
    ...booking,
    status: "CANCELLED",
    cancelledAt: now,
    cancelledBy: { role: "student", userId: principal.userId },
    cancellationCode: "rescheduled",
    cancellationWindow: cancellationWindowAt(booking.startsAt, now),
    rescheduledToBookingId: to.bookingId,
    updatedAt: now,
    version: booking.version + 1,
  };
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

function paymentWrites({ now }: Context, before: BookingPayment, carried: BookingPayment): Write[] {
  const { bookingId, version } = before;
  const hold = releaseOfHold(before, newId("mov", now), now);
  const due = carried.authScheduledFor && dueIndex("payment-authorization", carried.authScheduledFor, carried.bookingId);
  return [
    update(bookingPaymentKey(bookingId), { set: paymentMovedAway(before, now) }, unchanged({ version }), { index: { gsi1: null } }),
    put(bookingPaymentKey(carried.bookingId), carried, absent, { index: { gsi1: due ?? null } }),
    ...(hold ? [put(moneyMovementKey(bookingId, hold.movementId), hold, absent)] : []),
  ];
}

/** A lesson that was made for somebody, so that closing their account can race with none (BKE-4). */
function ledgerWrites({ studentId, instructorId }: Booking): Write[] {
  return [studentId, instructorId].map((userId) =>
    update(bookingLedgerKey(userId), { set: { userId }, add: { version: 1 } }, any(absent, present)),
  );
}

/** One entry for each of the two bookings; the place may be somebody's home, which the log has no use for. */
function auditEntries(ctx: Context, from: Booking, to: Booking): Write[] {
  const { location: _place, ...audited } = to;
  return [
    audit(ctx, {
      action: "reschedule",
      entityType: "booking",
      entityId: from.bookingId,
      before: { status: from.status, startsAt: from.startsAt },
      after: { status: "CANCELLED", rescheduledToBookingId: to.bookingId },
    }),
    audit(ctx, { action: "reschedule", entityType: "booking", entityId: to.bookingId, after: audited }),
  ];
}
