import { describe, expect, it } from "vitest";
import type { Booking } from "../../core/bookings/booking.ts";
import { type BookingId, newId } from "../../core/ids.ts";
import type { PaymentStatus } from "../../core/payments/booking-payment.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import {
  availabilityDayKey,
  bookingKey,
  bookingListKey,
  bookingPaymentKey,
  instructorProfileKey,
  studentDayKey,
} from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { update } from "../../core/table/write.ts";
import { type Instant, plusHours, plusMilliseconds } from "../../core/time.ts";
import * as completeBooking from "../../functions/bookings/complete-booking.ts";
import * as completeDueLessons from "../../functions/schedules/complete-due-lessons.ts";
import { bitsOf } from "../availability/calendar-of.ts";
import { callAs, confirmedBooking, MONDAY, openDay, pendingBooking, runSchedule, WEDNESDAY } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { eventsOf } from "../support/events.ts";
import { conflict, failing, isTransaction } from "../support/faults.ts";
import { liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { DISPUTE, REPORT } from "./objections.ts";
import { storeBooking } from "./stored.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const STARTS_AT = "2026-03-04T17:00:00.000Z";
const ENDS_AT = "2026-03-04T18:00:00.000Z";
const DUE_AT = "2026-03-05T18:00:00.000Z";

describe("completeBooking", () => {
  it("BK-60, BK-65, BKT-9 completes a lesson from the instant of its end on, and keeps its time", async () => {
    const { student, instructor, booking } = await lesson();
    setClock(plusMilliseconds(ENDS_AT, -1));
    expect((await complete(instructor, booking.id)).problem).toMatchObject({ status: 409, code: "LESSON_NOT_ENDED", endsAt: ENDS_AT });
    setClock(ENDS_AT);
    const { status, headers, body } = await complete(instructor, booking.id);
    expect([status, headers.etag]).toEqual([200, '"3"']);
    expect(body).toMatchObject({
      status: "COMPLETED",
      partition: "past",
      completedAt: ENDS_AT,
      completionSource: "instructor",
      version: 3,
    });
    for (const { userId } of [student, instructor]) {
      expect(await read(bookingListKey(userId, booking.startsAt, booking.id))).toMatchObject({ status: "COMPLETED" });
    }
    expect(await read(availabilityDayKey(instructor.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([["12:00", "13:00"]]) });
    expect(await read(studentDayKey(student.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([["17:00", "18:00"]]) });
  });

  it("BK-64 writes booking, lists, the instructor's count, audit and event in one transaction", async () => {
    const { student, instructor, booking } = await lesson();
    setClock(plusHours(ENDS_AT, 1));
    const { calls } = await callsOf(() => complete(instructor, booking.id));
    expect(transactionsIn(calls)).toEqual([
      [
        "put AUDIT",
        "put EVENT",
        "put INSTRUCTOR COMPLETION",
        "update BOOKING",
        "update INSTRUCTOR PROFILE",
        "update USER BOOKING",
        "update USER BOOKING",
      ],
    ]);
    const people = { studentId: student.userId, instructorId: instructor.userId };
    const { serviceId, categoryId } = instructor.offering;
    const [event, ...more] = await eventsOf(table, booking.id, "booking.completed");
    expect(event?.data).toEqual({
      bookingId: booking.id,
      ...people,
      version: 3,
      serviceId,
      categoryId,
      bookedAt: MONDAY,
      completedAt: plusHours(ENDS_AT, 1),
      confirmedBy: "instructor",
      lessonPriceCents: 8_000,
    });
    expect(more).toEqual([]);
    const before = instructor.profile;
    const { completedLessons, version } = before;
    expect(await read(instructorProfileKey(instructor.userId))).toMatchObject({ completedLessons: completedLessons + 1, version });
  });

  it.each(["PENDING", "COMPLETED", "NO_SHOW", "CANCELLED", "PAYMENT_FAILED"] as const)(
    "BK-60 refuses a booking that is %s",
    async (status) => {
      const { instructor, bookingId } = await stored({ status });
      setClock(plusHours(ENDS_AT, 1));
      const refused = { status: 409, code: "BOOKING_NOT_COMPLETABLE", bookingStatus: status };
      expect((await complete(instructor, bookingId)).problem).toMatchObject(refused);
    },
  );

  it("BK-60 refuses a second completion, and completes once when both devices say so at once", async () => {
    const { instructor, booking } = await lesson();
    setClock(ENDS_AT);
    const replies = await Promise.all([1, 2, 3].map(() => complete(instructor, booking.id)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409]);
    expect((await complete(instructor, booking.id)).problem.code).toBe("BOOKING_NOT_COMPLETABLE");
    expect(await eventsOf(table, booking.id, "booking.completed")).toHaveLength(1);
    expect(await read(instructorProfileKey(instructor.userId))).toMatchObject({ completedLessons: 1 });
  });

  it.each([{ noShow: REPORT }, { dispute: DISPUTE }])("BK-60 refuses while a report or dispute is open", async (objection) => {
    const { instructor, bookingId } = await stored(objection);
    setClock(ENDS_AT);
    expect((await complete(instructor, bookingId)).problem).toMatchObject({ status: 409, code: "PAYMENT_STATE_CONFLICT" });
  });

  it("BK-55 answers other instructors as if there were no booking, and the student that it is not theirs to say", async () => {
    const { student, booking } = await lesson();
    setClock(ENDS_AT);
    const other = await liveInstructor();
    const foreign = await refusal(other, booking.id);
    expect(foreign).toEqual(await refusal(other, newId("bkg", MONDAY)));
    expect(foreign).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
    expect(await refusal(student, booking.id)).toMatchObject({ status: 403, code: "ROLE_REQUIRED" });
    const barred = await liveInstructor({ permissionOverrides: { complete_bookings: false } });
    expect(await refusal(barred, booking.id)).toMatchObject({ status: 403, code: "PERMISSION_REQUIRED" });
  });

  it("BK-63 takes the instructor's word whatever the money does", async () => {
    const { instructor, booking } = await lesson("manual_review");
    setClock(ENDS_AT);
    expect((await complete(instructor, booking.id)).body).toMatchObject({ status: "COMPLETED" });
  });

  it("BK-56 gives up after five lost races with 409 OPERATION_IN_PROGRESS", async () => {
    const { instructor, booking } = await lesson();
    setClock(ENDS_AT);
    const busy = await failing(() => complete(instructor, booking.id), isTransaction, conflict);
    expect(busy.problem).toMatchObject({ status: 409, code: "OPERATION_IN_PROGRESS" });
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "CONFIRMED" });
  });
});

describe("complete-due-lessons", () => {
  it.each(["authorized", "locked"] as const)(
    "BK-62, BKT-10 completes a lesson whose money is %s at endsAt + 24 h, as of its end",
    async (money) => {
      const { instructor, booking } = await lesson(money);
      expect(await statusAt(plusMilliseconds(DUE_AT, -1), booking.id)).toBe("CONFIRMED");
      expect(await statusAt(DUE_AT, booking.id)).toBe("COMPLETED");
      expect(await read(bookingKey(booking.id))).toMatchObject({ completedAt: ENDS_AT, completionSource: "auto", updatedAt: DUE_AT });
      expect(await eventsOf(table, booking.id, "booking.completed")).toMatchObject([
        { data: { completedAt: ENDS_AT, confirmedBy: "auto" } },
      ]);
      expect(await read(instructorProfileKey(instructor.userId))).toMatchObject({ completedLessons: 1 });
    },
  );

  it.each(["scheduled", "manual_review", "payment_method_required"] as const)(
    "BK-63 leaves one whose money is %s to the instructor",
    async (money) => {
      const { instructor, booking } = await lesson(money);
      expect(await statusAt(plusHours(DUE_AT, 5), booking.id)).toBe("CONFIRMED");
      expect((await complete(instructor, booking.id)).body).toMatchObject({ status: "COMPLETED", completionSource: "instructor" });
    },
  );

  it.each([{ noShow: REPORT }, { dispute: DISPUTE }])("BK-62 leaves one alone while a report or dispute is open", async (objection) => {
    const { booking } = await lesson("authorized");
    await commit([update(bookingKey(booking.id), { set: objection }, present)]);
    expect(await statusAt(DUE_AT, booking.id)).toBe("CONFIRMED");
  });

  it("BK-62 completes each once, however often the schedule runs and whoever else completes it", async () => {
    const { instructor, booking } = await lesson("authorized");
    setClock(DUE_AT);
    await Promise.all([runSchedule(completeDueLessons), complete(instructor, booking.id), runSchedule(completeDueLessons)]);
    await runSchedule(completeDueLessons);
    expect(await eventsOf(table, booking.id, "booking.completed")).toHaveLength(1);
    expect(await read(instructorProfileKey(instructor.userId))).toMatchObject({ completedLessons: 1 });
    expect((await table.partition(`BOOKING#${booking.id}`)).filter((item) => item.type === "booking")).toEqual([
      expect.not.objectContaining({ gsi1pk: expect.anything() }),
    ]);
  });

  it("BK-62 never completes an unpaid booking", async () => {
    const { student, instructor } = await people();
    const { id } = await pendingBooking(student, instructor);
    expect(await statusAt(plusHours(DUE_AT, 1), id)).toBe("PENDING");
  });
});

async function people() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  await openDay(instructor.userId);
  return { student, instructor };
}

/** A confirmed lesson on Wednesday at noon, its money in the given state. */
async function lesson(paymentStatus: PaymentStatus = "authorized") {
  const { student, instructor } = await people();
  const booking = await confirmedBooking(student, instructor);
  await commit([update(bookingPaymentKey(booking.id), { set: { paymentStatus } }, present)]);
  return { student, instructor, booking };
}

async function stored(special: Partial<Booking>) {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const { bookingId } = await storeBooking(student, instructor, STARTS_AT, special);
  return { instructor, bookingId };
}

function complete(person: SignedIn, bookingId: BookingId) {
  return callAs(person, completeBooking, { params: { bookingId }, body: {} });
}

/** The refusal without what names this one request. */
async function refusal(person: SignedIn, bookingId: BookingId) {
  const { requestId: _id, instance: _path, ...rest } = (await complete(person, bookingId)).problem;
  return rest;
}

/** What became of the booking once the schedule has run at the instant. */
async function statusAt(now: Instant, bookingId: BookingId) {
  setClock(now);
  await runSchedule(completeDueLessons);
  return (await read(bookingKey(bookingId)))?.status;
}
