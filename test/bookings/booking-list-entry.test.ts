import { describe, expect, it } from "vitest";
import type { Booking } from "../../core/bookings/booking.ts";
import { bookingFact } from "../../core/bookings/booking-events.ts";
import { listEntriesOf } from "../../core/bookings/booking-list-entry.ts";
import { codePoints, noteOf } from "../../core/note.ts";
import { bookingIdOf, INSTRUCTOR, STUDENT } from "./facts.ts";

const BOOKING: Booking = {
  bookingId: bookingIdOf(1),
  studentId: STUDENT,
  instructorId: INSTRUCTOR,
  instructorServiceId: "isv_01JE0000000000000000000001",
  serviceId: "svc_01JE0000000000000000000001",
  categoryId: "cat_01JE0000000000000000000001",
  serviceName: "Piano",
  date: "2025-12-10",
  startTime: "17:00",
  endTime: "18:00",
  timezone: "America/New_York",
  startsAt: "2025-12-10T22:00:00.000Z",
  endsAt: "2025-12-10T23:00:00.000Z",
  durationMinutes: 60,
  status: "PENDING",
  locationType: "online",
  studentNote: "Beginner",
  hourlyRateCents: 8000,
  lessonPriceCents: 8000,
  createdAt: "2025-12-01T10:00:00.000Z",
  updatedAt: "2025-12-01T10:00:00.000Z",
  rescheduleCount: 0,
  version: 1,
};

describe("list entries", () => {
  it("BK-41 puts the booking into the lists of both its people, with the same words and no notes", () => {
    const [student, instructor] = listEntriesOf(BOOKING);
    expect(student).toMatchObject({
      userId: STUDENT,
      side: "student",
      bookingId: BOOKING.bookingId,
      startsAt: BOOKING.startsAt,
      status: "PENDING",
    });
    expect(instructor).toEqual({ ...student, userId: INSTRUCTOR, side: "instructor" });
    expect(student).not.toHaveProperty("studentNote");
    expect(student).not.toHaveProperty("location");
  });
});

describe("booking events", () => {
  it("say which booking and whose, and hold no notes, names or addresses", () => {
    expect(bookingFact(BOOKING)).toEqual({ bookingId: BOOKING.bookingId, studentId: STUDENT, instructorId: INSTRUCTOR, version: 1 });
  });
});

describe("texts of a booking", () => {
  it("BK-2, BK-53 are trimmed, count as people count, and a blank one is none", () => {
    expect(noteOf("  Bring a score. ")).toBe("Bring a score.");
    expect(noteOf("   ")).toBeUndefined();
    expect(noteOf(null)).toBeUndefined();
    expect(codePoints("🎻".repeat(3))).toBe(3);
  });
});
