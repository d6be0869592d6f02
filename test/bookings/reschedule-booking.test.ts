import { describe, expect, it } from "vitest";
import { type BookingId, newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { absent, present } from "../../core/table/condition.ts";
import {
  availabilityDayKey,
  bookingKey,
  bookingLedgerKey,
  bookingPaymentKey,
  creditStandingKey,
  instructorProfileKey,
  offeringKey,
  studentDayKey,
  userKey,
} from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { put, update } from "../../core/table/write.ts";
import { plusHours, plusMilliseconds } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as getBooking from "../../functions/bookings/get-booking.ts";
import * as listBookings from "../../functions/bookings/list-bookings.ts";
import { bitsOf } from "../availability/calendar-of.ts";
import { book, callAs, confirmedBooking, MONDAY, openDay, pendingBooking, WEDNESDAY } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { eventsOf } from "../support/events.ts";
import { conflict, failing, isTransaction } from "../support/faults.ts";
import { liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { movableLesson, move, movingPeople, STARTS_AT, THURSDAY } from "./moving.ts";
import { storeBooking } from "./stored.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const CHELSEA = { meetingLocation: "200 W 23rd St, New York", locationLat: 40.7441, locationLng: -73.9963 };

describe("rescheduleBooking", () => {
  it("BKR-8, BKR-14 answers the new booking, confirmed and linked to the old one", async () => {
    const { student, booking } = await movableLesson();
    const { status, headers, body } = await move(student, booking.id);
    expect([status, headers.etag, headers.location]).toEqual([201, '"1"', `/api/v1/bookings/${body.booking.id}`]);
    expect(body).toMatchObject({
      previousBookingId: booking.id,
      paymentMode: "carry",
      booking: {
        status: "CONFIRMED",
        date: THURSDAY,
        startTime: "15:00",
        endTime: "16:00",
        startsAt: "2026-03-05T20:00:00.000Z",
        confirmedAt: MONDAY,
        lessonPriceCents: 8_000,
        rescheduledFromBookingId: booking.id,
        rescheduledFrom: { id: booking.id, date: WEDNESDAY, startTime: "12:00" },
        rescheduleCount: 1,
        can: { cancel: true, reschedule: true },
        payment: { paymentStatus: "scheduled", authScheduledFor: "2026-03-04T20:00:00.000Z" },
      },
    });
    expect((await callAs(student, getBooking, { params: { bookingId: body.booking.id } })).body).toEqual(body.booking);
    expect((await callAs(student, getBooking, { params: { bookingId: booking.id } })).body).toMatchObject({
      status: "CANCELLED",
      cancellationCode: "rescheduled",
      cancellationWindow: "gte24",
      rescheduledToBookingId: body.booking.id,
      payment: { paymentStatus: "settled", settlementOutcome: "moved_to_reschedule" },
    });
  });

  it("BKR-8 writes exactly these items in one transaction", async () => {
    const { student, booking } = await movableLesson();
    const { calls } = await callsOf(() => move(student, booking.id));
    expect(transactionsIn(calls)).toEqual([
      [
        "check INSTRUCTOR CALENDAR",
        "check INSTRUCTOR OFFERING",
        "check INSTRUCTOR PROFILE",
        "check USER",
        "check USER",
        "check USER STANDING",
        "put AUDIT",
        "put AUDIT",
        "put BOOKING",
        "put BOOKING PAYMENT",
        "put BOOKING REMINDER",
        "put EVENT",
        "put USER BOOKING",
        "put USER BOOKING",
        "put USER STUDENTDAY",
        "update BOOKING",
        "update BOOKING PAYMENT",
        "update IDEMPOTENCY RECORD",
        "update INSTRUCTOR AVDAY",
        "update INSTRUCTOR AVDAY",
        "update USER BOOKING",
        "update USER BOOKING",
        "update USER LEDGER",
        "update USER LEDGER",
        "update USER STUDENTDAY",
      ],
    ]);
  });

  it("BKR-8, BKC-6 gives the old time back on both calendars and takes the new one", async () => {
    const { student, instructor, booking } = await movableLesson();
    await move(student, booking.id);
    expect(await read(availabilityDayKey(instructor.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([]) });
    expect(await read(availabilityDayKey(instructor.userId, THURSDAY))).toMatchObject({ busy: bitsOf([["15:00", "16:00"]]) });
    expect(await read(studentDayKey(student.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([]) });
    expect(await read(studentDayKey(student.userId, THURSDAY))).toMatchObject({ busy: bitsOf([["20:00", "21:00"]]) });
    expect((await book(await signedIn(), instructor)).status).toBe(201);
  });

  it("BKR-11 moves into a part of its own old time with one update of the day", async () => {
    const { student, instructor, booking } = await movableLesson();
    const { calls, result } = await callsOf(() => move(student, booking.id, { date: WEDNESDAY, startTime: "12:30" }));
    expect(result.status).toBe(201);
    expect(transactionsIn(calls)[0]?.filter((item) => item.includes("AVDAY"))).toEqual(["update INSTRUCTOR AVDAY"]);
    expect(await read(availabilityDayKey(instructor.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([["12:30", "13:30"]]) });
    expect(await read(studentDayKey(student.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([["17:30", "18:30"]]) });
  });

  it("BKR-13 announces the move alone: nothing is created, confirmed or cancelled", async () => {
    const { student, instructor, booking } = await movableLesson();
    const { body } = await move(student, booking.id);
    const people = { studentId: student.userId, instructorId: instructor.userId };
    expect((await eventsOf(table, body.booking.id, "booking.rescheduled")).map((event) => event.data)).toEqual([
      {
        ...people,
        bookingId: body.booking.id,
        version: 1,
        oldBookingId: booking.id,
        newBookingId: body.booking.id,
        oldStartsAt: STARTS_AT,
        newStartsAt: "2026-03-05T20:00:00.000Z",
        mode: "carry",
      },
    ]);
    for (const silent of ["booking.created", "booking.confirmed"] as const)
      expect(await eventsOf(table, body.booking.id, silent)).toEqual([]);
    expect(await eventsOf(table, booking.id, "booking.cancelled")).toEqual([]);
  });

  it("BKR-8, BKE-4 counts in both ledgers, and not as unpaid", async () => {
    const { student, instructor, booking } = await movableLesson();
    await move(student, booking.id);
    expect(await read(bookingLedgerKey(student.userId))).toMatchObject({ version: 2, pendingCount: 0 });
    expect(await read(bookingLedgerKey(instructor.userId))).toMatchObject({ version: 2 });
  });

  it("BKR-8 waits for its completion and its card in the due index, and the old one for nothing but a reminder that finds it gone", async () => {
    const { student, booking } = await movableLesson();
    const { body } = await move(student, booking.id);
    const due = async (id: BookingId) => (await table.partition(`BOOKING#${id}`)).flatMap((item) => item.gsi1pk ?? []);
    expect((await due(body.booking.id)).map((pk) => String(pk).split("#")[1]).sort()).toEqual([
      "lesson-completion",
      "lesson-reminder",
      "payment-authorization",
    ]);
    expect((await due(booking.id)).map((pk) => String(pk).split("#")[1])).toEqual(["lesson-reminder"]);
  });

  it("LK-3 carries card, credits and snapshot, and lets an old hold go afterwards", async () => {
    const { student, booking } = await movableLesson();
    const held = { paymentStatus: "authorized", paymentIntentId: "pi_1", cardHeldCents: 8_960, paymentMethodId: "pm_1" } as const;
    await commit([update(bookingPaymentKey(booking.id), { set: { ...held, creditReservedCents: 500 } }, present)]);
    const before = await read(bookingPaymentKey(booking.id));
    const { body } = await move(student, booking.id);
    expect(await read(bookingPaymentKey(body.booking.id))).toMatchObject({
      paymentStatus: "scheduled",
      paymentMethodId: "pm_1",
      creditReservedCents: 500,
      cardHeldCents: 0,
      snapshot: before?.snapshot,
    });
    expect(await read(bookingPaymentKey(booking.id))).toMatchObject({ creditReservedCents: 0, settlementOutcome: "moved_to_reschedule" });
    const movements = (await table.partition(`BOOKING#${booking.id}`)).filter((item) => item.type === "money-movement");
    expect(movements).toMatchObject([{ kind: "cancel_hold", amountCents: 8_960, state: "pending", idempotencyKey: "cancel_pi_1" }]);
  });

  it("PS-3, BKE-6 keeps the price though the instructor raised it since", async () => {
    const { student, instructor, booking } = await movableLesson();
    const dearer = instructor.offering.formatPrices.map((price) => ({ ...price, hourlyRateCents: 20_000 }));
    await commit([
      update(offeringKey(instructor.userId, instructor.offering.instructorServiceId), { set: { formatPrices: dearer } }, present),
    ]);
    expect((await move(student, booking.id)).body.booking).toMatchObject({ lessonPriceCents: 8_000, hourlyRateCents: 8_000 });
  });

  it("LK-4, BKR-8 pays another price anew with the same card, and leaves the old credits to be given back", async () => {
    const { student, booking } = await movableLesson();
    await commit([update(bookingPaymentKey(booking.id), { set: { creditReservedCents: 500 } }, present)]);
    const { body } = await move(student, booking.id, { durationMinutes: 90 });
    expect(body).toMatchObject({ paymentMode: "new_payment", booking: { lessonPriceCents: 12_000, status: "CONFIRMED" } });
    expect(await read(bookingPaymentKey(body.booking.id))).toMatchObject({
      paymentStatus: "scheduled",
      paymentMethodId: "pm_test",
      creditReservedCents: 0,
    });
    expect(await read(bookingPaymentKey(booking.id))).toMatchObject({ creditReservedCents: 0, settlementOutcome: "moved_to_reschedule" });
  });

  it("BKR-6 takes place and note from the old booking, unless they are given", async () => {
    const { student, instructor } = await movingPeople({ areas: ["nyc-manhattan-chelsea-hudson-yards"] });
    const home = { locationType: "student_location", ...CHELSEA, studentNote: "Scales." };
    const booking = await confirmedBooking(student, instructor, home);
    const { body } = await move(student, booking.id);
    expect(body.booking).toMatchObject({ locationType: "student_location", locationText: CHELSEA.meetingLocation, studentNote: "Scales." });
    const again = await move(student, body.booking.id, { startTime: "18:00", locationType: "instructor_location", studentNote: " " });
    expect(again.body.booking).toMatchObject({ locationType: "instructor_location", studentNote: null, rescheduleCount: 2 });
    expect(await read(bookingKey(again.body.booking.id))).toMatchObject({ firstBookingId: booking.id, location: { label: "Studio" } });
  });

  it("BKL-2 leaves only the new booking in the lists of both", async () => {
    const { student, instructor, booking } = await movableLesson();
    const { body } = await move(student, booking.id);
    for (const person of [student, instructor]) {
      const listed = async (view: string) => (await callAs(person, listBookings, { query: { view } })).body.items.map((item) => item.id);
      expect([await listed("upcoming"), await listed("history")]).toEqual([[body.booking.id], []]);
    }
  });

  it("BKR-7 does not mind an instructor who paused by choice, but one whom somebody else stopped", async () => {
    const { student, instructor, booking } = await movableLesson();
    const offline = (offlineReason: "self" | "admin") =>
      commit([update(instructorProfileKey(instructor.userId), { set: { isLive: false, offlineReason } }, present)]);
    await offline("admin");
    expect(await refusal(student, booking.id)).toMatchObject({ code: "INSTRUCTOR_NOT_BOOKABLE", reason: "temporarily_unavailable" });
    await offline("self");
    const status = { accountStatus: "suspended", statusReason: "self" } as const;
    await commit([update(userKey(instructor.userId), { set: status }, present)]);
    expect((await move(student, booking.id)).status).toBe(201);
  });

  describe("what is refused, in this order", () => {
    it("BK-55 strangers meet no booking at all", async () => {
      const { booking } = await movableLesson();
      for (const stranger of [await signedIn(), await liveInstructor()]) {
        const foreign = await refusal(stranger, booking.id);
        expect(foreign).toEqual(await refusal(stranger, newId("bkg", MONDAY)));
        expect(foreign).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
      }
    });

    it("BKR-1, LK-1 the instructor, and a student who may not book", async () => {
      const { instructor, booking } = await movableLesson();
      expect(await refusal(instructor, booking.id)).toMatchObject({ status: 403, code: "PERMISSION_REQUIRED" });
      const student = await signedIn({ permissionOverrides: { create_bookings: false } });
      const { bookingId } = await storeBooking(student, instructor, STARTS_AT);
      expect(await refusal(student, bookingId)).toMatchObject({ status: 403, code: "PERMISSION_REQUIRED" });
    });

    it.each(["PENDING", "COMPLETED", "NO_SHOW", "CANCELLED", "PAYMENT_FAILED"] as const)("BKR-2 a booking that is %s", async (status) => {
      const { student, instructor } = await movingPeople();
      const { bookingId } = await storeBooking(student, instructor, STARTS_AT, { status });
      expect(await refusal(student, bookingId)).toMatchObject({ status: 409, code: "BOOKING_NOT_RESCHEDULABLE", bookingStatus: status });
    });

    it("BKR-3, BKT-8 a lesson from the instant of its start on", async () => {
      const { student, booking } = await movableLesson();
      setClock(STARTS_AT);
      expect(await refusal(student, booking.id)).toMatchObject({ status: 409, code: "LESSON_STARTED" });
    });

    it("BKR-4, LK-1 money that stands in the way", async () => {
      const { student, booking } = await movableLesson();
      setClock(plusMilliseconds(plusHours(STARTS_AT, -12), 1));
      expect(await refusal(student, booking.id)).toMatchObject({ status: 422, code: "RESCHEDULE_WINDOW_CLOSED" });
      await commit([update(bookingPaymentKey(booking.id), { set: { paymentStatus: "locked" } }, present)]);
      expect(await refusal(student, booking.id)).toMatchObject({ status: 422, code: "RESCHEDULE_LOCKED" });
    });

    it("BKR-5 a move that changes nothing but the note", async () => {
      const { student, booking } = await movableLesson();
      const same = { date: WEDNESDAY, startTime: "12:00", studentNote: "Other scales." };
      expect(await refusal(student, booking.id, same)).toMatchObject({ status: 422, code: "NOTHING_TO_CHANGE" });
    });

    it("BKR-6, BK-11, BK-12, BK-20 whatever forbids a new lesson", async () => {
      const { student, booking } = await movableLesson();
      expect(await refusal(student, booking.id, { durationMinutes: 45 })).toMatchObject({ code: "DURATION_NOT_OFFERED" });
      expect(await refusal(student, booking.id, { locationType: "student_location" })).toMatchObject({ code: "ADDRESS_REQUIRED" });
      const marks = { accountLocked: false, accountRestricted: true, negativeCents: 0, availableCents: 0, reservedCents: 0 };
      const standing = { studentId: student.userId, completedLessons: 0, ...marks };
      await commit([put(creditStandingKey(student.userId), standing, absent)]);
      expect(await refusal(student, booking.id)).toMatchObject({ status: 403, code: "PAYMENT_ACCOUNT_RESTRICTED" });
    });

    it("BKR-6, BKE-6 a service that is not offered any more, though the lesson itself stands", async () => {
      const { student, instructor, booking } = await movableLesson();
      const { instructorServiceId } = instructor.offering;
      await commit([update(offeringKey(instructor.userId, instructorServiceId), { set: { isActive: false } }, present)]);
      expect(await refusal(student, booking.id)).toMatchObject({ status: 404, code: "INSTRUCTOR_SERVICE_NOT_FOUND" });
      expect(await read(bookingKey(booking.id))).toMatchObject({ status: "CONFIRMED", serviceName: booking.serviceName });
    });

    it("BKR-6, BKR-7 a suspended student", async () => {
      const { student, booking } = await movableLesson();
      await commit([update(userKey(student.userId), { set: { accountStatus: "suspended" } }, present)]);
      expect(await refusal(student, booking.id)).toMatchObject({ status: 403, code: "ACCOUNT_SUSPENDED" });
    });

    it("BKR-6, BKR-12, BK-28 a time that is taken, and nothing changes", async () => {
      const { student, instructor, booking } = await movableLesson();
      await pendingBooking(await signedIn(), instructor, { date: THURSDAY, startTime: "15:30" });
      expect(await refusal(student, booking.id)).toMatchObject({ status: 409, code: "TIME_TAKEN" });
      expect(await read(bookingKey(booking.id))).toMatchObject({ status: "CONFIRMED", version: 2 });
    });

    it("BKR-6, BK-29 another lesson of the student then, which is named", async () => {
      const { student, booking } = await movableLesson();
      const other = await liveInstructor();
      await openDay(other.userId, THURSDAY);
      const inTheWay = await pendingBooking(student, other, { date: THURSDAY, startTime: "15:30" });
      expect(await refusal(student, booking.id)).toMatchObject({ status: 409, code: "STUDENT_TIME_CONFLICT", bookingId: inTheWay.id });
    });
  });

  it("BK-47 repeats the first answer under the same key, and a moved booking moves no more", async () => {
    const { student, booking } = await movableLesson();
    const key = newId("evt", MONDAY);
    const first = await move(student, booking.id, {}, key);
    const again = await move(student, booking.id, {}, key);
    expect([again.status, again.text, again.headers["idempotency-replayed"]]).toEqual([201, first.text, "true"]);
    expect(await refusal(student, booking.id, { startTime: "18:00" })).toMatchObject({ code: "BOOKING_NOT_RESCHEDULABLE" });
  });

  it("BK-56, BKR-12 happens once when it is moved and cancelled at once", async () => {
    const { student, instructor, booking } = await movableLesson();
    const cancel = (person: SignedIn) =>
      callAs(person, cancelBooking, { params: { bookingId: booking.id }, body: { reason: "I am ill." } });
    const moves = ["15:00", "16:30", "18:00"].map((startTime) => move(student, booking.id, { startTime }));
    const replies = await Promise.all([...moves, cancel(instructor), cancel(student)]);
    expect(replies.filter((reply) => reply.status < 300)).toHaveLength(1);
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "CANCELLED", version: 3 });
    const made = (await table.items()).filter((item) => item.type === "booking" && item.rescheduledFromBookingId === booking.id);
    expect(made).toHaveLength(replies.filter((reply) => reply.status === 201).length);
  });

  it("BK-43 gives up after five lost races with 409 AVAILABILITY_BUSY and changes nothing", async () => {
    const { student, booking } = await movableLesson();
    const busy = await failing(() => move(student, booking.id), isTransaction, conflict);
    expect(busy.problem).toMatchObject({ status: 409, code: "AVAILABILITY_BUSY" });
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "CONFIRMED", version: 2 });
  });
});

/** The refusal without what names this one request. */
async function refusal(person: SignedIn, bookingId: BookingId, special: Readonly<Record<string, unknown>> = {}) {
  const { requestId: _id, instance: _path, ...rest } = (await move(person, bookingId, special)).problem;
  return rest;
}
