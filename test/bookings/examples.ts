import type { Booking } from "../../core/bookings/booking.ts";
import { readClock } from "../../core/clients/clock.ts";
import { newId } from "../../core/ids.ts";
import { addDays, localDateAt, plusHours } from "../../core/time.ts";
import { confirmedBooking, openDay, wishOf } from "../support/bookings.ts";
import type { ExampleBuilder } from "../support/example.ts";
import { liveInstructor } from "../support/instructors.ts";
import { signedIn } from "../support/people.ts";
import { storeBooking } from "./stored.ts";

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

/** A lesson that is over since an hour, without the clock of the whole suite being moved. */
async function taught(special: Partial<Booking> = {}) {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const { bookingId } = await storeBooking(student, instructor, plusHours(readClock(), -2), special, { paymentStatus: "authorized" });
  return { student, instructor, params: { bookingId } };
}

/** A report of the student that the instructor did not come. */
function freshReport(): Partial<Booking> {
  const now = readClock();
  return { noShow: { reportId: newId("nsr", now), type: "instructor", reportedBy: "student", reportedAt: now, disputed: false } };
}

const own: ExampleBuilder = async () => {
  const { student, booking } = await booked();
  return { as: "student", token: student.token, params: { bookingId: booking.id }, foreign: await signedIn() };
};

/** The list of an instructor who has a lesson. */
const lessons: ExampleBuilder = async () => {
  const { instructor } = await booked();
  return { as: "instructor", token: instructor.token };
};

export const examples: Record<string, ExampleBuilder> = {
  listBookings: list,
  listUpcomingBookings: list,
  getBookingStats: list,
  createBooking: async () => {
    const { student, wish } = await twoPeople();
    return { as: "student", token: student.token, headers: { "idempotency-key": "example" }, body: wish };
  },
  checkBookingAvailability: async () => {
    const { student, wish } = await twoPeople();
    return { as: "student", token: student.token, body: wish };
  },
  getBooking: own,
  cancelBooking: async () => {
    const { student, booking } = await booked();
    const body = { reason: "I am ill." };
    return { as: "student", token: student.token, params: { bookingId: booking.id }, body, foreign: await signedIn() };
  },
  getBookingCalendarFile: own,
  getBookingPreview: own,
  getCancellationQuote: own,
  getRescheduleOptions: own,
  updateBooking: async () => ({ ...(await own()), body: { studentNote: "Scales, please." } }),
  listPendingCompletion: lessons,
  listInstructorBookings: lessons,
  listInstructorUpcomingBookings: lessons,
  listInstructorCompletedBookings: lessons,
  rescheduleBooking: async () => {
    const { student, booking } = await booked();
    const body = { date: booking.date, startTime: "18:00" };
    const headers = { "idempotency-key": "example" };
    return { as: "student", token: student.token, params: { bookingId: booking.id }, headers, body, foreign: await signedIn() };
  },
  completeBooking: async () => {
    const { instructor, params } = await taught();
    return { as: "instructor", token: instructor.token, params, body: {}, foreign: await signedIn({ role: "instructor" }) };
  },
  completeLesson: async () => {
    const { instructor, params } = await taught();
    const body = { notes: "Well done." };
    return { as: "instructor", token: instructor.token, params, body, foreign: await signedIn({ role: "instructor" }) };
  },
  disputeLesson: async () => {
    const { student, params } = await taught();
    return { as: "student", token: student.token, params, body: { reason: "It was short." }, foreign: await signedIn() };
  },
  disputeCompletion: async () => {
    const { instructor, params } = await taught();
    const body = { reason: "It was short." };
    return { as: "instructor", token: instructor.token, params, body, foreign: await signedIn({ role: "instructor" }) };
  },
  sendReminders: async () => {
    const { token } = await signedIn({ role: "admin" });
    return { as: "admin", token, body: {} };
  },
  reportNoShow: async () => {
    const { student, params } = await taught();
    return { as: "student", token: student.token, params, body: { reason: "Nobody came." }, foreign: await signedIn() };
  },
  disputeNoShow: async () => {
    const { instructor, params } = await taught(freshReport());
    const body = { reason: "I was there." };
    return { as: "instructor", token: instructor.token, params, body, foreign: await signedIn({ role: "instructor" }) };
  },
  withdrawNoShowReport: async () => {
    const { student, params } = await taught(freshReport());
    return { as: "student", token: student.token, params, body: {}, foreign: await signedIn() };
  },
};
