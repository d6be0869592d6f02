import type { Context } from "../context.ts";
import type { DomainEvent } from "../events.ts";
import { commit } from "../table/commit.ts";
import { absent, any, present, unchanged } from "../table/condition.ts";
import { applied } from "../table/inbox.ts";
import { bookingFiguresKey, earnedInMonthKey, taughtByKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { put, update, type Write } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import { type BookingWithPayment, readBooking } from "./booking-repository.ts";
import type { CountedFigures } from "./counted-figures.ts";

type Counted = DomainEvent<"booking.confirmed" | "booking.cancelled" | "booking.completed" | "booking.no_show">;

const CONSUMER = "count-bookings";

/**
 * Moves the figures of both people by what happened to a booking, once per event (BKL-20 … BKL-22). Every event only adds, so that their order
 * does not matter. A move publishes none of these events: the new booking is counted in place of the old one.
 */
export async function countBooking(ctx: Context, event: Counted): Promise<void> {
  return untilCommitted(
    async () => {
      const lesson = await readBooking(event.data.bookingId);
      await commit([applied(ctx, CONSUMER, event.id), ...(await countWrites(event, lesson))]);
    },
    (lost) => lost,
  );
}

async function countWrites(event: Counted, lesson: BookingWithPayment): Promise<Write[]> {
  switch (event.eventType) {
    case "booking.confirmed":
      return countForBoth(lesson.booking, { totalBookings: 1 });
    case "booking.cancelled":
      // One that was never confirmed has not been counted before.
      return countForBoth(lesson.booking, { cancelledBookings: 1, totalBookings: event.data.wasConfirmed ? 0 : 1 });
    case "booking.completed":
      return countTaught(lesson, { completedBookings: 1 }, 1);
    case "booking.no_show":
      return event.data.wasCompleted
        ? countTaught(lesson, { noShowBookings: 1, completedBookings: -1 }, -1)
        : countForBoth(lesson.booking, { noShowBookings: 1 });
  }
}

function countForBoth({ studentId, instructorId }: Booking, add: Partial<CountedFigures>): Write[] {
  return [studentId, instructorId].map((userId) => update(bookingFiguresKey(userId), { add }, any(absent, present)));
}

/** What a lesson held counts beside: the instructor's earnings by the lesson's month, the student's minutes and different instructors. */
async function countTaught({ booking, payment }: BookingWithPayment, add: Partial<CountedFigures>, sign: 1 | -1): Promise<Write[]> {
  const { studentId, instructorId, date, durationMinutes } = booking;
  const earnedCents = sign * payment.snapshot.payoutCents;
  const taughtKey = taughtByKey(studentId, instructorId);
  const before = (await read(taughtKey))?.completedLessons;
  const after = (before ?? 0) + sign;
  const distinctInstructors = Number(after > 0) - Number((before ?? 0) > 0);
  const taught = { instructorId, completedLessons: after };
  return [
    update(bookingFiguresKey(instructorId), { add: { ...add, earnedCents } }, any(absent, present)),
    update(earnedInMonthKey(instructorId, date.slice(0, 7)), { add: { earnedCents } }, any(absent, present)),
    update(
      bookingFiguresKey(studentId),
      { add: { ...add, completedMinutes: sign * durationMinutes, distinctInstructors } },
      any(absent, present),
    ),
    before === undefined ? put(taughtKey, taught, absent) : update(taughtKey, { set: taught }, unchanged({ completedLessons: before })),
  ];
}
