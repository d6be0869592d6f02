import { describe, expect, it } from "vitest";
import { noSlots } from "../../core/availability/slot-bitmap.ts";
import type { Booking } from "../../core/bookings/booking.ts";
import { type BookingId, newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { availabilityDayKey, bookingKey, bookingLedgerKey, bookingPaymentKey, studentDayKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { update } from "../../core/table/write.ts";
import { type Instant, plusHours, plusMilliseconds } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as getBooking from "../../functions/bookings/get-booking.ts";
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
import { storeBooking } from "./stored.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const STARTS_AT = "2026-03-04T17:00:00.000Z";

describe("cancelBooking", () => {
  it("BKC-4, BKC-5, BKC-10 answers the cancelled booking and what becomes of the money", async () => {
    const { student, booking } = await confirmed();
    const { status, headers, body } = await cancel(student, booking.id, { reason: "  I am ill. " });
    expect([status, headers.etag]).toEqual([200, '"3"']);
    expect(body).toMatchObject({
      booking: {
        status: "CANCELLED",
        partition: "cancelled",
        cancelledAt: MONDAY,
        cancelledBy: "student",
        cancellationReason: "I am ill.",
        cancellationCode: null,
        cancellationWindow: "gte24",
        can: { cancel: false },
        version: 3,
        payment: { paymentStatus: "settled", settlementOutcome: "student_cancel_gt24_no_charge" },
      },
      cancellation: { window: "gte24", outcome: "student_cancel_gt24_no_charge", studentCreditCents: 0, refundedCents: 0 },
    });
    expect((await callAs(student, getBooking, { params: { bookingId: booking.id } })).body).toEqual(body.booking);
  });

  it("BKC-5 writes exactly these items in one transaction", async () => {
    const { student, instructor, booking } = await confirmed();
    const { calls } = await callsOf(() => cancel(student, booking.id));
    const everyTime = [
      "put AUDIT",
      "put EVENT",
      "update BOOKING",
      "update BOOKING PAYMENT",
      "update INSTRUCTOR AVDAY",
      "update USER BOOKING",
      "update USER BOOKING",
      "update USER STUDENTDAY",
    ];
    expect(transactionsIn(calls)).toEqual([everyTime]);

    const pending = await pendingBooking(student, instructor, { startTime: "18:30" });
    const withKey = { "idempotency-key": newId("evt", MONDAY) };
    const evening = await callsOf(() => cancel(student, pending.id, {}, withKey));
    const more = ["update IDEMPOTENCY RECORD", "update USER LEDGER", "update USER STUDENTDAY"];
    expect(transactionsIn(evening.calls)).toEqual([[...everyTime, ...more].sort()]);
  });

  it("BKC-5, BKC-6 frees the time on both calendars, and somebody else can book it", async () => {
    const { student, instructor, booking } = await confirmed();
    const { id: kept } = await pendingBooking(student, instructor, { startTime: "15:00" });
    await cancel(student, booking.id);
    expect(await read(availabilityDayKey(instructor.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([["15:00", "16:00"]]), revision: 4 });
    expect(await read(studentDayKey(student.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([["20:00", "21:00"]]), revision: 3 });
    expect((await book(await signedIn(), instructor)).status).toBe(201);
    expect(await read(bookingKey(kept))).toMatchObject({ status: "PENDING" });
  });

  it("BKC-6 does not open hours that the instructor has closed meanwhile", async () => {
    const { student, instructor, booking } = await confirmed();
    await commit([update(availabilityDayKey(instructor.userId, WEDNESDAY), { set: { open: noSlots(), revision: 3 } }, present)]);
    await cancel(student, booking.id);
    expect((await book(student, instructor)).problem.code).toBe("NOT_OPEN");
  });

  it("BKC-5, BKC-8 gives an unpaid booking back too, but announces it as one that nobody has heard of", async () => {
    const { student, instructor } = await people();
    const { id } = await pendingBooking(student, instructor);
    const { body } = await cancel(student, id);
    expect(body.cancellation).toMatchObject({ outcome: "student_cancel_gt24_no_charge" });
    expect(await read(bookingLedgerKey(student.userId))).toMatchObject({ pendingCount: 0, version: 1 });
    const [event] = await eventsOf(table, id, "booking.cancelled");
    const by = { by: "student", userId: student.userId, window: "gte24" };
    expect(event?.data).toEqual({
      bookingId: id,
      studentId: student.userId,
      instructorId: instructor.userId,
      version: 2,
      ...by,
      wasConfirmed: false,
    });
  });

  it("BKC-8 announces a confirmed one as such, without its reason", async () => {
    const { student, booking } = await confirmed();
    await cancel(student, booking.id, { reason: "My cat is ill." });
    const events = await eventsOf(table, booking.id, "booking.cancelled");
    expect(events).toMatchObject([{ data: { wasConfirmed: true, version: 3 } }]);
    expect(JSON.stringify(events)).not.toContain("cat");
  });

  it("BKC-5 takes the booking out of what is due but for the end of its texts; what waits to remind of it finds it gone", async () => {
    const { student, instructor, booking } = await confirmed();
    const { id } = await pendingBooking(student, instructor, { startTime: "15:00" });
    for (const bookingId of [booking.id, id]) {
      await cancel(student, bookingId);
      const items = await table.partition(`BOOKING#${bookingId}`);
      const due = items.flatMap(({ gsi1pk }) => (gsi1pk === undefined ? [] : [String(gsi1pk).split("#")[1]]));
      expect(due.filter((kind) => kind !== "lesson-reminder")).toEqual(["booking-texts"]);
    }
  });

  const windows: readonly (readonly [string, Instant, string, string])[] = [
    ["BKC-4, BKT-4 24 hours ahead", plusHours(STARTS_AT, -24), "gte24", "student_cancel_gt24_no_charge"],
    ["BKC-4 a millisecond less", plusMilliseconds(plusHours(STARTS_AT, -24), 1), "12to24", "student_cancel_12_24_full_credit"],
    ["BKC-4 12 hours ahead", plusHours(STARTS_AT, -12), "12to24", "student_cancel_12_24_full_credit"],
    ["BKC-4 a millisecond less than that", plusMilliseconds(plusHours(STARTS_AT, -12), 1), "lt12", "student_cancel_lt12_split_50_50"],
    ["BKC-4 just before the start", plusMilliseconds(STARTS_AT, -1), "lt12", "student_cancel_lt12_split_50_50"],
  ];
  it.each(windows)("%s", async (_, now, window, outcome) => {
    const { student, booking } = await confirmed();
    setClock(now);
    const { body } = await cancel(student, booking.id);
    expect(body).toMatchObject({ booking: { cancellationWindow: window }, cancellation: { window, outcome } });
  });

  it("BKC-5 records the promised figures and the first step of the money in the same transaction", async () => {
    const { student, booking } = await confirmed();
    setClock(plusHours(STARTS_AT, -13));
    const { body } = await cancel(student, booking.id);
    expect(body.cancellation).toEqual({
      window: "12to24",
      outcome: "student_cancel_12_24_full_credit",
      studentCreditCents: 8_000,
      refundedCents: 0,
      instructorPayoutCents: null,
    });
    expect(body.booking.payment).toMatchObject({ paymentStatus: "scheduled", settlementOutcome: null });
    expect(await read(bookingPaymentKey(booking.id))).toMatchObject({ intendedOutcome: "student_cancel_12_24_full_credit" });
    const movements = (await table.partition(`BOOKING#${booking.id}`)).filter((item) => item.type === "money-movement");
    const step = { kind: "authorize", amountCents: 8_960, state: "pending", idempotencyKey: `pi_booking_${booking.id}_a1` };
    expect(movements).toMatchObject([step]);
  });

  it("BKC-3 goes on while the payment is in review, whose money waits for the resolution", async () => {
    const { student, booking } = await confirmed();
    const review = { paymentStatus: "manual_review", statusBeforeReview: "scheduled" } as const;
    await commit([update(bookingPaymentKey(booking.id), { set: review }, present)]);
    setClock(plusHours(STARTS_AT, -13));
    expect((await cancel(student, booking.id)).body.booking).toMatchObject({
      status: "CANCELLED",
      payment: { paymentStatus: "manual_review" },
    });
    expect((await table.partition(`BOOKING#${booking.id}`)).filter((item) => item.type === "money-movement")).toEqual([]);
  });

  it("BKC-1, BKC-4 by the instructor charges nothing at any time, and tells the instructor's share", async () => {
    const { instructor, booking } = await confirmed();
    setClock(plusHours(STARTS_AT, -1));
    const { body } = await cancel(instructor, booking.id);
    expect(body).toMatchObject({
      booking: { cancelledBy: "instructor", cancellationWindow: "lt12" },
      cancellation: { outcome: "instructor_cancel_full_refund", studentCreditCents: 0, instructorPayoutCents: 0 },
    });
  });

  describe("what is refused, in this order", () => {
    it("BK-55, BKC-1 strangers meet no booking at all, whatever they send", async () => {
      const { booking } = await confirmed();
      const absentId = newId("bkg", MONDAY);
      for (const stranger of [await signedIn(), await liveInstructor()]) {
        const foreign = await refusal(stranger, booking.id, { reason: " " });
        expect(foreign).toEqual(await refusal(stranger, absentId, { reason: " " }));
        expect(foreign).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
      }
    });

    it("BKC-1 participants without the permission of their side, before their reason is read", async () => {
      const instructor = await liveInstructor({ permissionOverrides: { cancel_student_bookings: false } });
      const student = await signedIn({ permissionOverrides: { cancel_own_bookings: false } });
      const { bookingId } = await storeBooking(student, instructor, STARTS_AT);
      for (const [person, permission] of [
        [student, "cancel_own_bookings"],
        [instructor, "cancel_student_bookings"],
      ] as const) {
        expect(await refusal(person, bookingId, { reason: " " })).toMatchObject({ status: 403, code: "PERMISSION_REQUIRED", permission });
      }
    });

    it("BKC-1 a reason that is empty or too long after trimming, before the state", async () => {
      const { student, bookingId } = await stored({ status: "COMPLETED" });
      for (const reason of ["  ", "é".repeat(501)]) {
        const field = { status: 422, code: "VALIDATION_FAILED", errors: [{ field: "/reason" }] };
        expect(await refusal(student, bookingId, { reason })).toMatchObject(field);
      }
      const { student: other, booking } = await confirmed();
      expect((await cancel(other, booking.id, { reason: ` ${"é".repeat(500)} ` })).status).toBe(200);
    });

    it.each(["COMPLETED", "NO_SHOW", "CANCELLED", "PAYMENT_FAILED"] as const)(
      "BKC-1 a booking that is %s, even after its start",
      async (status) => {
        const { student, bookingId } = await stored({ status });
        setClock(plusHours(STARTS_AT, 5));
        expect(await refusal(student, bookingId)).toMatchObject({ status: 409, code: "BOOKING_NOT_CANCELLABLE", bookingStatus: status });
      },
    );

    it("BKC-1, BKC-2, BKT-8 a lesson from the instant of its start on", async () => {
      const { student, booking } = await confirmed();
      setClock(booking.startsAt);
      expect(await refusal(student, booking.id)).toMatchObject({ status: 409, code: "LESSON_STARTED" });
    });

    it("BKC-1 a booking that is being moved", async () => {
      const movingTo = { bookingId: newId("bkg", MONDAY), leaseUntil: plusMilliseconds(MONDAY, 90_000) };
      const { student, bookingId } = await stored({ movingTo });
      expect(await refusal(student, bookingId)).toMatchObject({ status: 409, code: "OPERATION_IN_PROGRESS" });
    });
  });

  it("BKC-7, IK-2 repeats the first answer under the same key, and refuses any other second time", async () => {
    const { student, booking } = await confirmed();
    const headers = { "idempotency-key": newId("evt", MONDAY) };
    const first = await cancel(student, booking.id, {}, headers);
    const again = await cancel(student, booking.id, {}, headers);
    expect([again.status, again.text, again.headers["idempotency-replayed"]]).toEqual([200, first.text, "true"]);
    expect(await refusal(student, booking.id)).toMatchObject({ status: 409, code: "BOOKING_NOT_CANCELLABLE" });
  });

  it("BK-56, BKC-7 happens once when both cancel at once", async () => {
    const { student, instructor, booking } = await confirmed();
    const replies = await Promise.all([student, instructor, student, instructor].map((person) => cancel(person, booking.id)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409]);
    for (const lost of replies.filter((reply) => reply.status === 409)) expect(lost.problem.code).toBe("BOOKING_NOT_CANCELLABLE");
    expect(await eventsOf(table, booking.id, "booking.cancelled")).toHaveLength(1);
    expect(await read(bookingKey(booking.id))).toMatchObject({ version: 3 });
  });

  it("BK-56 gives up after five lost races with 409 OPERATION_IN_PROGRESS and changes nothing", async () => {
    const { student, booking } = await confirmed();
    const busy = await failing(() => cancel(student, booking.id), isTransaction, conflict);
    expect(busy.problem).toMatchObject({ status: 409, code: "OPERATION_IN_PROGRESS" });
    expect(busy.headers["retry-after"]).toBe("1");
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "CONFIRMED", version: 2 });
  });
});

async function people() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  await openDay(instructor.userId);
  return { student, instructor };
}

async function confirmed() {
  const { student, instructor } = await people();
  return { student, instructor, booking: await confirmedBooking(student, instructor) };
}

/** A booking that only stands in the table, for what is refused before anything else is looked at. */
async function stored(special: Partial<Booking>) {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const { bookingId } = await storeBooking(student, instructor, STARTS_AT, special);
  return { student, bookingId };
}

function cancel(person: SignedIn, bookingId: BookingId, body: { reason?: string } = {}, headers: Readonly<Record<string, string>> = {}) {
  return callAs(person, cancelBooking, { params: { bookingId }, body: { reason: "I am ill.", ...body }, headers });
}

/** The refusal without what names this one request. */
async function refusal(person: SignedIn, bookingId: BookingId, body: { reason?: string } = {}) {
  const { requestId: _id, instance: _path, ...rest } = (await cancel(person, bookingId, body)).problem;
  return rest;
}
