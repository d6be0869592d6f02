import type { Context } from "../context.ts";
import type { DomainEvent } from "../events.ts";
import type { UserId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { absent, any, present, unchanged } from "../table/condition.ts";
import { applied } from "../table/inbox.ts";
import { bookingFiguresKey, earnedInMonthKey, taughtByKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { put, update, type Write } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import { type BookingWithPayment, readBooking } from "./booking-repository.ts";
import { type CountedFigures, comparedNextNight } from "./counted-figures.ts";

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
      await commit([applied(ctx, CONSUMER, event.id), ...(await countWrites(ctx, event, lesson))]);
    },
    (lost) => lost,
  );
}

async function countWrites(ctx: Context, event: Counted, lesson: BookingWithPayment): Promise<Write[]> {
  switch (event.eventType) {
    case "booking.confirmed":
      return countForBoth(ctx, lesson.booking, { totalBookings: 1 });
    case "booking.cancelled":
      // One that was never confirmed has not been counted before.
      return countForBoth(ctx, lesson.booking, { cancelledBookings: 1, totalBookings: event.data.wasConfirmed ? 0 : 1 });
    case "booking.completed":
      return countTaught(ctx, lesson, { completedBookings: 1 }, 1);
    case "booking.no_show":
      return event.data.wasCompleted
        ? countTaught(ctx, lesson, { noShowBookings: 1, completedBookings: -1 }, -1)
        : countForBoth(ctx, lesson.booking, { noShowBookings: 1 });
  }
}

function countForBoth(ctx: Context, { studentId, instructorId }: Booking, add: Partial<CountedFigures>): Write[] {
  return [studentId, instructorId].map((userId) => count(ctx, userId, add));
}

/** What a taught lesson counts besides: the instructor's earnings by the lesson's month, the student's minutes and different instructors. */
async function countTaught(
  ctx: Context,
  { booking, payment }: BookingWithPayment,
  add: Partial<CountedFigures>,
  sign: 1 | -1,
): Promise<Write[]> {
  const { studentId, instructorId, date, durationMinutes } = booking;
  const earnedCents = sign * payment.snapshot.payoutCents;
  const month = date.slice(0, 7);
  const taughtKey = taughtByKey(studentId, instructorId);
  const before = (await read(taughtKey))?.completedLessons;
  const after = (before ?? 0) + sign;
  const distinctInstructors = Number(after > 0) - Number((before ?? 0) > 0);
  const taught = { instructorId, completedLessons: after };
  return [
    count(ctx, instructorId, { ...add, earnedCents }),
    update(earnedInMonthKey(instructorId, month), { set: { month }, add: { earnedCents } }, any(absent, present)),
    count(ctx, studentId, { ...add, completedMinutes: sign * durationMinutes, distinctInstructors }),
    before === undefined ? put(taughtKey, taught, absent) : update(taughtKey, { set: taught }, unchanged({ completedLessons: before })),
  ];
}

function count({ now }: Context, userId: UserId, add: Partial<CountedFigures>): Write {
  return update(bookingFiguresKey(userId), { set: { userId }, add }, any(absent, present), comparedNextNight(userId, now));
}
