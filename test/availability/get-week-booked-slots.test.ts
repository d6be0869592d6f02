import { describe, expect, it } from "vitest";
import type { Booking } from "../../core/bookings/booking.ts";
import type { Instant } from "../../core/time.ts";
import * as bookedSlots from "../../functions/availability/get-week-booked-slots.ts";
import { storeBooking } from "../bookings/stored.ts";
import { callAs } from "../support/bookings.ts";
import { useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { MONDAY, NOW, THURSDAY } from "./own-week.ts";

useTable();
useClock(NOW);
withoutRateLimits();

const ON_THURSDAY: Instant = "2026-03-12T18:00:00.000Z";

describe("getWeekBookedSlots", () => {
  it("BKL-4 BKL-10 lists what holds time of the week by start, with the student's first name and initial", async () => {
    const [student, instructor] = await Promise.all([signedIn({ firstName: "Emma", lastName: "Wilson" }), liveInstructor()]);
    const at = (startsAt: Instant, special: Partial<Booking> = {}) => storeBooking(student, instructor, startsAt, special);
    const second = await at(ON_THURSDAY, { status: "PENDING", serviceArea: "Manhattan", locationType: "student_location" });
    const first = await at("2026-03-09T14:00:00.000Z", { status: "COMPLETED" });
    await at("2026-03-11T14:00:00.000Z", { status: "CANCELLED" });
    await at("2026-03-11T16:00:00.000Z", { status: "PAYMENT_FAILED" });
    const last = await at("2026-03-11T17:00:00.000Z", { status: "NO_SHOW" });
    const { body } = await slots(instructor);
    expect(body).toMatchObject({ weekStart: MONDAY, weekEnd: "2026-03-15", timezone: "America/New_York" });
    expect(body.items.map(({ bookingId, status }) => [bookingId, status])).toEqual([
      [first.bookingId, "COMPLETED"],
      [last.bookingId, "NO_SHOW"],
      [second.bookingId, "PENDING"],
    ]);
    expect(body.items[2]).toEqual({
      bookingId: second.bookingId,
      date: THURSDAY,
      startTime: "14:00",
      endTime: "15:00",
      durationMinutes: 60,
      locationType: "student_location",
      studentFirstName: "Emma",
      studentLastInitial: "W",
      serviceName: second.serviceName,
      serviceAreaShort: "Manhattan",
      status: "PENDING",
    });
  });

  it("AVW-1 AV-16 answers the week of any date by the lessons' own dates, and nobody else's lessons", async () => {
    const [student, instructor, other] = await Promise.all([signedIn(), liveInstructor(), liveInstructor()]);
    // Sunday night in New York is Monday in UTC.
    await storeBooking(student, instructor, "2026-03-09T03:00:00.000Z");
    const sunday = await storeBooking(student, instructor, "2026-03-16T03:00:00.000Z");
    await storeBooking(student, other, ON_THURSDAY);
    expect((await slots(instructor, "2026-03-13")).body.items.map(({ bookingId }) => bookingId)).toEqual([sunday.bookingId]);
  });

  it("AVW-1 API-22 refuses the last week of the calendar, which has no Sunday", async () => {
    const { token } = await liveInstructor();
    const { status, problem } = await invoke(bookedSlots, { token, query: { startDate: "2199-12-31" } });
    expect([status, problem.errors]).toMatchObject([422, [{ field: "query.startDate", code: "TOO_LARGE" }]]);
  });

  it("waits for two round trips beside the edge's own, the second for names", async () => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    await storeBooking(student, instructor, ON_THURSDAY);
    const { roundTrips } = await roundTripsOf(() => slots(instructor));
    expect(roundTrips).toEqual([["BatchGetItem"], ["GetItem", "Query"], ["BatchGetItem"]]);
  });
});

function slots(instructor: SignedIn, startDate: string = MONDAY) {
  return callAs(instructor, bookedSlots, { query: { startDate } });
}
