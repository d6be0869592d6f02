import { calendarItems } from "../availability/calendar-repository.ts";
import { claim } from "../availability/claim.ts";
import type { Context } from "../context.ts";
import { assert, required } from "../errors.ts";
import { moveMovement } from "../payments/move-movement.ts";
import type { MovePlan } from "../payments/move-plan.ts";
import { absent, unchanged } from "../table/condition.ts";
import { bookingPaymentKey, moneyMovementKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { check, put, type Write } from "../table/write.ts";
import { type Instant, plusMilliseconds } from "../time.ts";
import type { Booking } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { type BookingWithPayment, changeBooking, holdBooking, studentDayItems } from "./booking-repository.ts";
import type { MoveCase } from "./judge-move.ts";
import { calendarTermsOf } from "./lesson-facts.ts";
import { countMove } from "./move-records.ts";
import { offeringMark, unchangedFacts } from "./new-booking-writes.ts";
import { claimStudentTime } from "./student-day.ts";

/** How long the card may take to answer. After that nobody else works on the move any more, and a schedule ends it (BKR-9). */
export const MOVE_LEASE_MS = 90_000;

/**
 * The first transaction of a move whose money may fail, at most 24 items: the new time is held beside the old one, the call to the provider
 * is recorded, and an event asks for it (BKR-9). `to` is what the lesson becomes if the card says yes.
 */
export function holdWrites(ctx: Context, moving: MoveCase, to: BookingWithPayment, plan: MovePlan): Write[] {
  const { booking: old, payment, facts, studentDays } = moving;
  const leaseUntil = plusMilliseconds(ctx.now, MOVE_LEASE_MS);
  const movement = moveMovement(plan, payment, to.payment, ctx.now);
  const payingId = required(movement.bookingId, "a lesson's movement names its booking");
  return [
    ...changeBooking(old, leaving(old, to.booking, leaseUntil, ctx.now)),
    holdBooking(to.booking, leaseUntil),
    ...calendarWrites(ctx, moving),
    ...studentDayItems(studentDays, claimStudentTime(studentDays, old.studentId, to.booking)),
    check(bookingPaymentKey(old.bookingId), unchanged({ version: payment.version })),
    put(bookingPaymentKey(to.booking.bookingId), to.payment, absent),
    put(moneyMovementKey(payingId, movement.movementId), movement, absent),
    ...countMove(to.booking),
    ...unchangedFacts(to.booking, facts),
    ...offeringMark(to.booking, facts),
    publish(ctx, "booking.move_held", { ...bookingFact(to.booking), oldBookingId: old.bookingId, mode: plan.mode }),
  ];
}

function leaving(old: Booking, { bookingId }: Booking, leaseUntil: Instant, now: Instant): Booking {
  return { ...old, movingTo: { bookingId, leaseUntil }, updatedAt: now, version: old.version + 1 };
}

/** The new time, as if the old were free; the old stays taken as well until the move has ended. */
function calendarWrites({ now }: Context, { booking, lesson, facts, days }: MoveCase): Write[] {
  const claimed = claim({ ...calendarTermsOf(facts, now), lesson, days, without: booking });
  assert(claimed.ok, "the calendar claims what it said was bookable");
  return calendarItems(booking.instructorId, claimed, now);
}
