import { describe, expect, it } from "vitest";
import { noSlots } from "../../core/availability/slot-bitmap.ts";
import { commit } from "../../core/table/commit.ts";
import { absent, present } from "../../core/table/condition.ts";
import {
  availabilityDayKey,
  bookingKey,
  bookingLedgerKey,
  bookingListKey,
  bookingPaymentKey,
  calendarSettingsKey,
  creditStandingKey,
  offeringKey,
  studentDayKey,
} from "../../core/table/keys.ts";
import { read, readAll } from "../../core/table/read.ts";
import { put, update } from "../../core/table/write.ts";
import type { LocalDate } from "../../core/time.ts";
import { bitsOf } from "../availability/calendar-of.ts";
import { type BookingBody, book, MONDAY, openDay, pendingBooking, WEDNESDAY } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { useClock } from "../support/clock.ts";
import { type LiveInstructorFacts, liveInstructor } from "../support/instructors.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

/** In Chelsea, where the instructors of these tests travel to, and where they do not. */
const CHELSEA = { meetingLocation: "200 W 23rd St, New York", locationLat: 40.7441, locationLng: -73.9963 };
const BROOKLYN = { meetingLocation: "1 Prospect Park W, Brooklyn", locationLat: 40.6722, locationLng: -73.9707 };

describe("createBooking", () => {
  it("BK-40, BK-41, BK-46 answers the booking, where it is, and until when it can be paid", async () => {
    const { student, instructor } = await people();
    const reply = await book(student, instructor, { studentNote: "  Scales, please.  " });
    expect(reply.status).toBe(201);
    expect(reply.headers.location).toBe(`/api/v1/bookings/${reply.body.booking.id}`);
    expect(reply.body).toMatchObject({
      setupClientSecret: null,
      requiresPaymentMethod: true,
      payBy: "2026-03-02T15:30:00.000Z",
      booking: {
        status: "PENDING",
        partition: "unpaid",
        date: WEDNESDAY,
        startTime: "12:00",
        endTime: "13:00",
        timezone: "America/New_York",
        startsAt: "2026-03-04T17:00:00.000Z",
        endsAt: "2026-03-04T18:00:00.000Z",
        studentNote: "Scales, please.",
        lessonPriceCents: 8_000,
        payment: { paymentStatus: "payment_method_required", amountCents: 8_960 },
        version: 1,
      },
    });
  });

  it("BK-41, BK-42 writes exactly these items in one transaction, the offering's marker with its first booking only", async () => {
    const { student, instructor } = await people();
    const first = await callsOf(() => book(student, instructor));
    const everyTime = [
      "check INSTRUCTOR CALENDAR",
      "check INSTRUCTOR OFFERING",
      "check INSTRUCTOR PROFILE",
      "check USER",
      "check USER",
      "check USER STANDING",
      "put AUDIT",
      "put BOOKING",
      "put BOOKING PAYMENT",
      "put EVENT",
      "put USER BOOKING",
      "put USER BOOKING",
      "put USER STUDENTDAY",
      "update IDEMPOTENCY RECORD",
      "update INSTRUCTOR AVDAY",
      "update USER LEDGER",
      "update USER LEDGER",
    ];
    expect(transactionsIn(first.calls)).toEqual([[...everyTime, "put INSTRUCTOR BOOKEDOFFERING"].sort()]);

    const second = await callsOf(() => book(student, instructor, { startTime: "14:00" }));
    const updated = everyTime.map((item) => (item === "put USER STUDENTDAY" ? "update USER STUDENTDAY" : item));
    expect(transactionsIn(second.calls)).toEqual([updated.sort()]);
  });

  it("BK-33, BK-42 writes 20 items at most: the lesson crosses midnight in UTC and its buffer crosses it locally", async () => {
    const { student, instructor } = await people({ offerings: [{ durationOptions: [240] }] });
    await commit([update(calendarSettingsKey(instructor.userId), { set: { travelBufferMinutes: 120 } }, present)]);
    const { calls } = await callsOf(() => pendingBooking(student, instructor, { startTime: "18:45", durationMinutes: 240 }));
    const [items = []] = transactionsIn(calls);
    expect(items).toEqual(expect.arrayContaining(["check INSTRUCTOR AVDAY", "update INSTRUCTOR AVDAY", "put INSTRUCTOR BOOKEDOFFERING"]));
    expect(items.filter((item) => item === "put USER STUDENTDAY")).toHaveLength(2);
    expect(items).toHaveLength(20);
  });

  it("BK-40 reads once beside the edge and the claim of the key, then commits", async () => {
    const { student, instructor } = await people();
    const { calls } = await callsOf(() => book(student, instructor));
    expect(calls.filter((call) => call.service === "dynamodb").map((call) => call.action)).toEqual([
      "BatchGetItem", // the session
      "PutItem", // the key, beside
      "BatchGetItem", // all facts and
      "Query", // the newest completions
      "TransactWriteItems",
    ]);
  });

  it("BK-31, BK-41, BK-45 takes the time on both calendars and counts the unpaid booking", async () => {
    const { student, instructor } = await people();
    const booking = await pendingBooking(student, instructor);
    const [day, studentDay, ledger, theirs] = await readAll([
      availabilityDayKey(instructor.userId, WEDNESDAY),
      studentDayKey(student.userId, WEDNESDAY),
      bookingLedgerKey(student.userId),
      bookingLedgerKey(instructor.userId),
    ]);
    expect(day).toMatchObject({ busy: bitsOf([["12:00", "13:00"]]), busyTravel: noSlots(), revision: 2, everBooked: true });
    expect(studentDay).toMatchObject({ busy: bitsOf([["17:00", "18:00"]]), revision: 1 });
    expect(ledger).toEqual({ userId: student.userId, version: 1, pendingCount: 1 });
    expect(theirs).toEqual({ userId: instructor.userId, version: 1 });

    await pendingBooking(student, instructor, { startTime: "14:00" });
    expect(await read(bookingLedgerKey(student.userId))).toMatchObject({ version: 2, pendingCount: 2 });
    expect(await read(studentDayKey(student.userId, WEDNESDAY))).toMatchObject({ revision: 2 });
    expect(booking.status).toBe("PENDING");
  });

  it("BK-33 claims two UTC dates for an evening lesson and one of the next for a night one", async () => {
    const { student, instructor } = await people();
    const taken = async (utcDate: LocalDate) => (await read(studentDayKey(student.userId, utcDate)))?.busy;
    await pendingBooking(student, instructor, { startTime: "18:30" });
    expect(await taken("2026-03-04")).toEqual(bitsOf([["23:30", "24:00"]]));
    expect(await taken("2026-03-05")).toEqual(bitsOf([["00:00", "00:30"]]));
    await pendingBooking(student, instructor, { startTime: "23:00" });
    expect(await taken("2026-03-05")).toEqual(
      bitsOf([
        ["00:00", "00:30"],
        ["04:00", "05:00"],
      ]),
    );
    expect((await table.partition(`USER#${student.userId}`)).filter((item) => item.type === "student-day")).toHaveLength(2);
  });

  it("BK-33 may end at midnight", async () => {
    const { student, instructor } = await people();
    expect(await pendingBooking(student, instructor, { startTime: "23:00" })).toMatchObject({ startTime: "23:00", endTime: "24:00" });
  });

  it("BK-36, BK-41, BKL-4 keeps the lists of both people and copies no names into them", async () => {
    const { student, instructor } = await people();
    const { id, startsAt } = await pendingBooking(student, instructor);
    const entries = await readAll([bookingListKey(student.userId, startsAt, id), bookingListKey(instructor.userId, startsAt, id)]);
    expect(entries).toEqual([
      expect.objectContaining({ side: "student", userId: student.userId, status: "PENDING", bookingId: id }),
      expect.objectContaining({ side: "instructor", userId: instructor.userId, status: "PENDING", bookingId: id }),
    ]);
    const stored = JSON.stringify([await read(bookingKey(id)), entries]);
    for (const name of [student.user.firstName, student.user.lastName, student.user.email, instructor.user.lastName]) {
      expect(stored).not.toContain(name);
    }
  });

  it("BK-41, CK-1 opens the payment with the frozen price and the deadline of thirty minutes", async () => {
    const { student, instructor } = await people();
    const { id } = await pendingBooking(student, instructor);
    expect(await read(bookingPaymentKey(id))).toMatchObject({
      paymentStatus: "payment_method_required",
      payBy: "2026-03-02T15:30:00.000Z",
      snapshot: { basePriceCents: 8_000, studentFeeCents: 960, tierPct: 0.15, payoutCents: 6_800, createdAt: MONDAY },
    });
  });

  it("BK-41 publishes booking.created without notes, names or addresses, and audits without them", async () => {
    const { student, instructor } = await people();
    const reply = await book(student, instructor, { locationType: "student_location", ...CHELSEA, studentNote: "Ring twice." });
    const { booking } = reply.body;
    const [event] = (await table.items()).filter((item) => item.type === "event" && JSON.stringify(item).includes(booking.id));
    expect(event).toMatchObject({
      eventType: "booking.created",
      data: { bookingId: booking.id, studentId: student.userId, instructorId: instructor.userId, version: 1 },
    });
    const [entry] = await table.partition(`AUDIT#booking#${booking.id}`);
    expect(entry).toMatchObject({ action: "create", actorId: student.userId, status: "success" });
    for (const item of [event, entry]) {
      expect(JSON.stringify(item)).not.toContain("Ring twice");
      expect(JSON.stringify(item)).not.toContain("23rd St");
    }
  });

  describe("where the lesson is", () => {
    it("BK-23 at the student's place, if it lies where the instructor travels; the neighbourhood is kept by name", async () => {
      const { student, instructor } = await people();
      const booking = await pendingBooking(student, instructor, { locationType: "student_location", ...CHELSEA });
      expect(booking).toMatchObject({
        location: { address: CHELSEA.meetingLocation, lat: CHELSEA.locationLat, neighborhood: "Chelsea / Hudson Yards" },
        locationText: CHELSEA.meetingLocation,
        lessonPriceCents: 9_000,
        serviceArea: "Manhattan",
      });
      expect(await read(availabilityDayKey(instructor.userId, WEDNESDAY))).toMatchObject({ busyTravel: bitsOf([["12:00", "13:00"]]) });
    });

    it("BK-24 at the instructor's first place on the map, or at the one asked for", async () => {
      const { student, instructor } = await people();
      const booking = await pendingBooking(student, instructor, { locationType: "instructor_location" });
      // Until the lesson is confirmed the address is the instructor's own business (BKL-12).
      expect(booking.location).toEqual({ address: null, label: "Studio", neighborhood: "Upper West Side", lat: null, lng: null });
      expect(await read(bookingKey(booking.id))).toMatchObject({ location: { address: "200 W 86th St, New York, NY 10024" } });
      const { status } = await book(student, instructor, {
        locationType: "instructor_location",
        teachingPlaceId: "plc_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
        startTime: "16:00",
      });
      expect(status).toBe(201);
    });

    it("BK-23 half-way anywhere, if the instructor could also receive the student", async () => {
      const { student, instructor } = await people();
      const booking = await pendingBooking(student, instructor, { locationType: "neutral_location", ...BROOKLYN });
      expect(booking).toMatchObject({ location: { address: BROOKLYN.meetingLocation }, lessonPriceCents: 9_000 });
    });

    it("BK-22 needs no coordinates where no area is checked", async () => {
      const { student, instructor } = await people();
      const { meetingLocation } = BROOKLYN;
      const booking = await pendingBooking(student, instructor, { locationType: "neutral_location", meetingLocation });
      expect(booking.location).toMatchObject({ address: meetingLocation, lat: null, lng: null });
    });
  });

  it("PS-1 keeps price, service and hours as they were when the instructor changes them afterwards", async () => {
    const { student, instructor } = await people();
    const before = await pendingBooking(student, instructor);
    await commit([
      update(
        offeringKey(instructor.userId, instructor.offering.instructorServiceId),
        { set: { serviceName: "Organ", formatPrices: [{ format: "online", hourlyRateCents: 20_000 }], version: 2 } },
        present,
      ),
    ]);
    await commit([update(availabilityDayKey(instructor.userId, WEDNESDAY), { set: { open: noSlots(), revision: 3 } }, present)]);
    const payment = await read(bookingPaymentKey(before.id));
    expect(payment?.snapshot).toMatchObject({ basePriceCents: 8_000, hourlyRateCents: 8_000 });
    expect(await read(bookingKey(before.id))).toMatchObject({ serviceName: "Piano", lessonPriceCents: 8_000, startTime: "12:00" });
  });

  it("CK-2, BK-41 books for a student whose standing is there and clean", async () => {
    const { student, instructor } = await people();
    const clean = { availableCents: 0, reservedCents: 0, negativeCents: 0, accountLocked: false, accountRestricted: false };
    const standing = { studentId: student.userId, completedLessons: 0, ...clean };
    await commit([put(creditStandingKey(student.userId), standing, absent)]);
    expect((await book(student, instructor)).status).toBe(201);
  });

  it("BKT-1, BK-32 takes a lesson of another instructor that touches the student's own", async () => {
    const { student, instructor } = await people();
    const other = await liveInstructor();
    await openDay(other.userId);
    const first = await pendingBooking(student, instructor);
    const second = await pendingBooking(student, other, { startTime: "13:00" });
    expect(second.startsAt).toBe(first.endsAt);
  });

  it("BKT-2 takes a lesson that starts exactly when the notice ends", async () => {
    const { student, instructor } = await people();
    await openDay(instructor.userId, "2026-03-02");
    const booking: BookingBody = await pendingBooking(student, instructor, { date: "2026-03-02", startTime: "11:00" });
    expect(booking.startsAt).toBe("2026-03-02T16:00:00.000Z");
  });

  it("BK-42 touches nothing of the instructor's settings, offering or profile", async () => {
    const { student, instructor } = await people();
    const before = await table.partition(`INSTRUCTOR#${instructor.userId}`);
    await pendingBooking(student, instructor);
    const after = await table.partition(`INSTRUCTOR#${instructor.userId}`);
    const kept = (items: typeof after) => items.filter((item) => item.type !== "availability-day" && item.type !== "offering-booked");
    expect(kept(after)).toEqual(kept(before));
  });
});

async function people(facts: LiveInstructorFacts = {}) {
  const [student, instructor] = await Promise.all([
    signedIn(),
    liveInstructor({ areas: ["nyc-manhattan-chelsea-hudson-yards"], ...facts }),
  ]);
  await openDay(instructor.userId);
  return { student, instructor };
}
