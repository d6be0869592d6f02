import { describe, expect, it } from "vitest";
import type { Booking } from "../../core/bookings/booking.ts";
import { calendarFile } from "../../core/bookings/calendar-event.ts";
import { type BookingId, newId } from "../../core/ids.ts";
import * as getBookingCalendarFile from "../../functions/bookings/get-booking-calendar-file.ts";
import { callAs, MONDAY, STATUSES } from "../support/bookings.ts";
import { useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { storeBooking } from "./stored.ts";

useTable();
useClock(MONDAY);
withoutRateLimits();

const STARTS_AT = "2026-03-04T17:00:00.000Z";

describe("getBookingCalendarFile", () => {
  it("BKL-40 is one event in UTC that each side can keep", async () => {
    const { student, instructor, bookingId } = await stored({ version: 3 });
    const { status, headers, text } = await file(student, bookingId);
    expect([status, headers["content-type"], headers["content-disposition"]]).toEqual([
      200,
      "text/calendar; charset=utf-8",
      'attachment; filename="lesson-2026-03-04.ics"',
    ]);
    expect(text.split("\r\n")).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//InstaInstru//Lessons//EN",
      "BEGIN:VEVENT",
      `UID:${bookingId}@localhost`,
      "SEQUENCE:2",
      "DTSTAMP:20260302T150000Z",
      "DTSTART:20260304T170000Z",
      "DTEND:20260304T180000Z",
      "SUMMARY:Piano with Maya C.",
      "LOCATION:Online",
      "STATUS:CONFIRMED",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
    expect((await file(instructor, bookingId)).text).toContain(`SUMMARY:Piano with ${student.user.firstName} `);
  });

  it("BKL-40 keeps a moved lesson the same appointment, under a higher sequence", async () => {
    const firstBookingId = newId("bkg", MONDAY);
    const { student, bookingId } = await stored({ firstBookingId, rescheduleCount: 2 });
    expect((await file(student, bookingId)).text).toContain(`UID:${firstBookingId}@localhost\r\nSEQUENCE:2000\r\n`);
  });

  it.each(STATUSES)("BKL-40 says what became of a lesson that is %s", async (status) => {
    const { student, bookingId } = await stored({ status });
    const answer = await file(student, bookingId);
    if (status === "PENDING") expect(answer.problem).toMatchObject({ status: 409, code: "BOOKING_NOT_CONFIRMED" });
    else expect(answer.text).toContain(`STATUS:${status === "CANCELLED" || status === "PAYMENT_FAILED" ? "CANCELLED" : "CONFIRMED"}\r\n`);
  });

  it("BKL-12, BKL-40 tells the place as far as the caller may see it", async () => {
    const location = { address: "10 W 10th St, New York", neighborhoodKey: "nyc-x", neighborhoodName: "Greenwich Village" } as const;
    const { student, instructor, bookingId } = await stored({ locationType: "student_location", location, status: "CANCELLED" });
    expect((await file(student, bookingId)).text).toContain("LOCATION:10 W 10th St\\, New York\r\n");
    expect((await file(instructor, bookingId)).text).toContain("LOCATION:Greenwich Village\r\n");
  });

  it("BK-55 shows strangers no booking", async () => {
    const { bookingId } = await stored();
    expect((await file(await signedIn(), bookingId)).problem).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
  });

  it("BKL-40 folds long lines at 75 octets without breaking a character, and escapes what has a meaning", () => {
    const summary = `Piano; ${"é".repeat(80)}\nwith, a \\`;
    const event = { uid: "1", sequence: 0, changedAt: MONDAY, startsAt: STARTS_AT, endsAt: STARTS_AT, location: null } as const;
    const text = calendarFile({ ...event, summary, status: "CONFIRMED" });
    expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(text.replaceAll("\r\n ", "")).toContain(`SUMMARY:Piano\\; ${"é".repeat(80)}\\nwith\\, a \\\\\r\n`);
    expect(text).not.toContain("LOCATION");
  });
});

async function stored(special: Partial<Booking> = {}) {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const { bookingId } = await storeBooking(student, instructor, STARTS_AT, special);
  return { student, instructor, bookingId };
}

function file(person: SignedIn, bookingId: BookingId) {
  return callAs(person, getBookingCalendarFile, { params: { bookingId } });
}
