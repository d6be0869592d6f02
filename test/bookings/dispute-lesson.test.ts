import { describe, expect, it } from "vitest";
import type { Booking } from "../../core/bookings/booking.ts";
import { type DisputeResolution, disputeResolutionWrites } from "../../core/bookings/dispute-resolution.ts";
import { required } from "../../core/errors.ts";
import type { BookingId } from "../../core/ids.ts";
import type { BookingPayment } from "../../core/payments/booking-payment.ts";
import { commit } from "../../core/table/commit.ts";
import { availabilityDayKey, bookingKey, bookingPaymentKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { plusHours, plusMilliseconds } from "../../core/time.ts";
import * as completeLesson from "../../functions/bookings/complete-lesson.ts";
import * as disputeCompletion from "../../functions/bookings/dispute-completion.ts";
import * as disputeLesson from "../../functions/bookings/dispute-lesson.ts";
import * as completeDueLessons from "../../functions/schedules/complete-due-lessons.ts";
import { bitsOf } from "../availability/calendar-of.ts";
import { callAs, confirmedBooking, MONDAY, openDay, runSchedule, serviceContext, WEDNESDAY } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { eventsOf } from "../support/events.ts";
import { liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { REPORT } from "./objections.ts";
import { storeBooking } from "./stored.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const STARTS_AT = "2026-03-04T17:00:00.000Z";
const ENDS_AT = "2026-03-04T18:00:00.000Z";

describe("disputeLesson and disputeCompletion", () => {
  it("BKN-12, BKT-9 stops completion and money from the end of the lesson on, and leaves the status", async () => {
    const { student, bookingId } = await stored();
    setClock(plusMilliseconds(ENDS_AT, -1));
    const early = { status: 409, code: "BOOKING_NOT_DISPUTABLE", bookingStatus: "CONFIRMED" };
    expect((await disputeAs(student, disputeLesson, bookingId)).problem).toMatchObject(early);
    setClock(ENDS_AT);
    const { body } = await disputeAs(student, disputeLesson, bookingId);
    expect(body).toMatchObject({ status: "CONFIRMED", dispute: { by: "student", reason: "It was short." }, can: { dispute: false } });
    const held = { paymentStatus: "manual_review", statusBeforeReview: "authorized", reviewReasons: ["completion_dispute"] };
    expect(await read(bookingPaymentKey(bookingId))).toMatchObject(held);
    expect(await eventsOf(table, bookingId, "booking.disputed")).toMatchObject([{ data: { by: "student" } }]);
    setClock(plusHours(ENDS_AT, 24));
    await runSchedule(completeDueLessons);
    expect(await read(bookingKey(bookingId))).toMatchObject({ status: "CONFIRMED" });
  });

  it("BKN-12, BKT-10 closes 24 h after the end, and once the money is captured", async () => {
    const { instructor, bookingId } = await stored({ status: "COMPLETED" });
    setClock(plusHours(ENDS_AT, 24));
    expect((await disputeAs(instructor, disputeCompletion, bookingId)).problem).toMatchObject({ code: "DISPUTE_WINDOW_CLOSED" });
    setClock(plusMilliseconds(plusHours(ENDS_AT, 24), -1));
    expect((await disputeAs(instructor, disputeCompletion, bookingId)).status).toBe(200);
    const captured = await stored({ status: "COMPLETED" }, { capturedAt: ENDS_AT });
    setClock(ENDS_AT);
    const refused = (await disputeAs(captured.student, disputeLesson, captured.bookingId)).problem;
    expect(refused).toMatchObject({ status: 409, code: "DISPUTE_WINDOW_CLOSED" });
  });

  it.each(["PENDING", "NO_SHOW", "CANCELLED", "PAYMENT_FAILED"] as const)("BKN-12 refuses a booking that is %s", async (status) => {
    const { student, bookingId } = await stored({ status });
    setClock(ENDS_AT);
    expect((await disputeAs(student, disputeLesson, bookingId)).problem).toMatchObject({ code: "BOOKING_NOT_DISPUTABLE" });
  });

  it("BKN-12 takes one dispute per booking, whoever makes it, and none beside an open report", async () => {
    const { student, instructor, bookingId } = await stored();
    setClock(ENDS_AT);
    await disputeAs(student, disputeLesson, bookingId);
    const again = (await disputeAs(instructor, disputeCompletion, bookingId)).problem;
    expect(again).toMatchObject({ status: 409, code: "DISPUTE_ALREADY_OPEN" });
    const reported = await stored({ noShow: REPORT });
    setClock(ENDS_AT);
    const refused = (await disputeAs(reported.student, disputeLesson, reported.bookingId)).problem;
    expect(refused).toMatchObject({ status: 409, code: "NO_SHOW_ALREADY_REPORTED" });
  });

  it("BK-55 answers strangers as if there were no booking", async () => {
    const { bookingId } = await stored();
    setClock(ENDS_AT);
    expect((await disputeAs(await signedIn(), disputeLesson, bookingId)).problem).toMatchObject({ code: "BOOKING_NOT_FOUND" });
  });
});

describe("completeLesson", () => {
  it("BK-61 replaces the instructor's note by notes that are not blank", async () => {
    const { instructor, bookingId } = await stored({ instructorNote: "old" });
    setClock(ENDS_AT);
    const { body } = await callAs(instructor, completeLesson, { params: { bookingId }, body: { notes: " Well done. " } });
    expect(body).toMatchObject({ status: "COMPLETED", instructorNote: "Well done." });
    const blank = await stored({ instructorNote: "old" });
    setClock(ENDS_AT);
    const kept = await callAs(blank.instructor, completeLesson, { params: { bookingId: blank.bookingId }, body: { notes: "  " } });
    expect(kept.body).toMatchObject({ instructorNote: "old" });
    const again = await callAs(blank.instructor, completeLesson, { params: { bookingId: blank.bookingId }, body: {} });
    expect(again.problem).toMatchObject({ status: 409, code: "BOOKING_NOT_COMPLETABLE" });
  });
});

describe("disputeResolutionWrites", () => {
  it("BKN-13 paid: the lesson counts as held, as of its end", async () => {
    const { bookingId } = await disputed();
    await resolve(bookingId, "paid");
    const held = { status: "COMPLETED", completedAt: ENDS_AT, completionSource: "admin", dispute: { resolution: "paid" } };
    expect(await read(bookingKey(bookingId))).toMatchObject(held);
    expect(await eventsOf(table, bookingId, "booking.dispute_resolved")).toMatchObject([{ data: { resolution: "paid" } }]);
  });

  it.each(["refunded", "split"] as const)(
    "BKN-13, BKS-3 %s: the lesson is cancelled by the platform and gives its time back",
    async (how) => {
      const { instructor, bookingId } = await disputed();
      await resolve(bookingId, how);
      const cancelled = {
        status: "CANCELLED",
        cancellationCode: "dispute",
        cancelledBy: { role: "platform" },
        dispute: { resolution: how },
      };
      expect(await read(bookingKey(bookingId))).toMatchObject(cancelled);
      expect(await read(availabilityDayKey(instructor.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([]) });
    },
  );

  it.each(["paid", "refunded", "withdrawn"] as const)("BKN-13 %s: a completed lesson stays completed", async (how) => {
    const { student, bookingId } = await stored({ status: "COMPLETED", completedAt: ENDS_AT });
    setClock(ENDS_AT);
    await disputeAs(student, disputeLesson, bookingId);
    await resolve(bookingId, how);
    expect(await read(bookingKey(bookingId))).toMatchObject({ status: "COMPLETED", dispute: { resolution: how } });
    expect(await eventsOf(table, bookingId, "booking.completed")).toEqual([]);
  });
});

async function stored(special: Partial<Booking> = {}, payment: Partial<BookingPayment> = {}) {
  setClock(MONDAY);
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const { bookingId } = await storeBooking(student, instructor, STARTS_AT, special, { paymentStatus: "authorized", ...payment });
  return { student, instructor, bookingId };
}

/** A lesson with its time on both calendars that the student disputes at its end. */
async function disputed() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  await openDay(instructor.userId);
  const { id: bookingId } = await confirmedBooking(student, instructor);
  setClock(ENDS_AT);
  await disputeAs(student, disputeLesson, bookingId);
  return { instructor, bookingId };
}

function disputeAs(person: SignedIn, module: typeof disputeLesson | typeof disputeCompletion, bookingId: BookingId) {
  return callAs(person, module, { params: { bookingId }, body: { reason: "It was short." } });
}

async function resolve(bookingId: BookingId, resolution: DisputeResolution) {
  const booking = required(await read(bookingKey(bookingId)), "the booking was stored");
  await commit(await disputeResolutionWrites(serviceContext(), booking, resolution));
}
