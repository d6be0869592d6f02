import { readClock } from "../../core/clients/clock.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { bookingKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { addDays, localDateAt, plusHours } from "../../core/time.ts";
import { confirmedBooking, openDay, wishOf } from "../support/bookings.ts";
import type { ExampleBuilder } from "../support/example.ts";
import { liveInstructor } from "../support/instructors.ts";
import { signedIn } from "../support/people.ts";

/** A student and an instructor who is free all day a week from now. */
async function twoPeople() {
  const [student, instructor] = [await signedIn(), await liveInstructor()];
  const date = addDays(localDateAt(readClock(), "America/New_York"), 7);
  await openDay(instructor.userId, date);
  return { student, instructor, wish: { ...wishOf(instructor), date } };
}

async function booked() {
  const { student, instructor, wish } = await twoPeople();
  const booking = await confirmedBooking(student, instructor, { date: wish.date });
  return { student, instructor, booking };
}

const list: ExampleBuilder = async () => {
  const { student } = await booked();
  return { as: "student", token: student.token };
};

export const examples: Record<string, ExampleBuilder> = {
  listBookings: list,
  listUpcomingBookings: list,
  createBooking: async () => {
    const { student, wish } = await twoPeople();
    return { as: "student", token: student.token, headers: { "idempotency-key": "example" }, body: wish };
  },
  checkBookingAvailability: async () => {
    const { student, wish } = await twoPeople();
    return { as: "student", token: student.token, body: wish };
  },
  getBooking: async () => {
    const { student, booking } = await booked();
    return { as: "student", token: student.token, params: { bookingId: booking.id }, foreign: await signedIn() };
  },
  cancelBooking: async () => {
    const { student, booking } = await booked();
    const body = { reason: "I am ill." };
    return { as: "student", token: student.token, params: { bookingId: booking.id }, body, foreign: await signedIn() };
  },
  completeBooking: async () => {
    const { instructor, booking } = await booked();
    // The lesson is long over, without the clock of the whole suite being moved.
    await commit([update(bookingKey(booking.id), { set: { endsAt: plusHours(readClock(), -1) } }, present)]);
    const foreign = await signedIn({ role: "instructor" });
    return { as: "instructor", token: instructor.token, params: { bookingId: booking.id }, body: {}, foreign };
  },
};
