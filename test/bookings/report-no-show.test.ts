import { describe, expect, it } from "vitest";
import { resolveNoShow } from "../../core/bookings/resolve-no-show.ts";
import type { BookingId } from "../../core/ids.ts";
import { newId } from "../../core/ids.ts";
import type { BookingPayment } from "../../core/payments/booking-payment.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { bookingKey, bookingPaymentKey, instructorProfileKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { update } from "../../core/table/write.ts";
import { plusHours, plusMilliseconds } from "../../core/time.ts";
import * as completeBooking from "../../functions/bookings/complete-booking.ts";
import * as disputeNoShow from "../../functions/bookings/dispute-no-show.ts";
import * as getBooking from "../../functions/bookings/get-booking.ts";
import * as reportNoShow from "../../functions/bookings/report-no-show.ts";
import * as withdrawNoShowReport from "../../functions/bookings/withdraw-no-show-report.ts";
import * as completeDueLessons from "../../functions/schedules/complete-due-lessons.ts";
import * as resolveNoShows from "../../functions/schedules/resolve-no-shows.ts";
import { callAs, confirmedBooking, MONDAY, openDay, runSchedule, serviceContext } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { eventsOf } from "../support/events.ts";
import { conflict, connectionLost, failing, isTransaction, losingAnswer } from "../support/faults.ts";
import { liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const STARTS_AT = "2026-03-04T17:00:00.000Z";
const ENDS_AT = "2026-03-04T18:00:00.000Z";
const REPORTED_AT = "2026-03-04T17:20:00.000Z";
const RESOLVED_AT = plusHours(REPORTED_AT, 24);

describe("reportNoShow", () => {
  it("BKN-1, BKN-6, NS-1 lets the money wait and leaves the booking what it is, from the start on", async () => {
    const { student, booking } = await lesson();
    setClock(plusMilliseconds(STARTS_AT, -1));
    expect((await report(student, booking.id)).problem).toMatchObject({ status: 409, code: "LESSON_NOT_STARTED" });
    setClock(REPORTED_AT);
    const { status, body } = await report(student, booking.id, { reason: " I waited. " });
    expect([status, body]).toEqual([
      201,
      { bookingId: booking.id, type: "instructor", reportedAt: REPORTED_AT, disputeUntil: RESOLVED_AT, paymentStatus: "manual_review" },
    ]);
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "CONFIRMED", version: 3, noShow: { reason: "I waited." } });
    const held = { paymentStatus: "manual_review", statusBeforeReview: "authorized", reviewReasons: ["no_show"] };
    expect(await read(bookingPaymentKey(booking.id))).toMatchObject(held);
    const [event] = await eventsOf(table, booking.id, "booking.no_show_reported");
    expect(event?.data).toMatchObject({ type: "instructor", disputeUntil: RESOLVED_AT, version: 3 });
  });

  it("BKN-3, BKN-4 refuses to report oneself, and the same side twice", async () => {
    const { student, instructor, booking } = await lesson();
    setClock(REPORTED_AT);
    expect((await report(instructor, booking.id, { type: "instructor" })).problem).toMatchObject({ code: "INVALID_NO_SHOW_TYPE" });
    await report(student, booking.id);
    expect((await report(student, booking.id)).problem).toMatchObject({ status: 409, code: "NO_SHOW_ALREADY_REPORTED" });
  });

  it("BKN-4, NS-2, NS-3 ends at once without cost when both sides report each other", async () => {
    const { student, instructor, booking } = await lesson();
    setClock(REPORTED_AT);
    await report(student, booking.id);
    const { body } = await report(instructor, booking.id);
    expect(body).toMatchObject({ type: "mutual", disputeUntil: null });
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "NO_SHOW", noShow: { resolution: "confirmed_no_dispute" } });
    const outcome = { intendedOutcome: "mutual_no_show_full_refund", reviewReasons: [], paymentStatus: "authorized" };
    expect(await read(bookingPaymentKey(booking.id))).toMatchObject(outcome);
    expect(await movementsOf(booking.id)).toMatchObject([{ kind: "cancel_hold", state: "pending" }]);
    expect(await eventsOf(table, booking.id, "booking.no_show")).toMatchObject([{ data: { type: "mutual", wasCompleted: false } }]);
  });

  it("BKN-2 takes a completed lesson until its money is captured", async () => {
    const { student, instructor, booking } = await lesson();
    setClock(ENDS_AT);
    await callAs(instructor, completeBooking, { params: { bookingId: booking.id }, body: {} });
    await setPayment(booking.id, { capturedAt: ENDS_AT });
    const refused = { status: 409, code: "BOOKING_NOT_REPORTABLE", bookingStatus: "COMPLETED" };
    expect((await report(student, booking.id)).problem).toMatchObject(refused);
    await setPayment(booking.id, { capturedAt: undefined });
    expect((await report(student, booking.id)).status).toBe(201);
  });

  it("BK-55 answers strangers as if there were no booking, and asks the instructor's permission (BKN-3)", async () => {
    const { booking } = await lesson();
    setClock(REPORTED_AT);
    const stranger = await liveInstructor();
    expect((await report(stranger, booking.id)).problem).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
    expect((await report(stranger, newId("bkg", MONDAY))).problem).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
    const barred = await lesson({ complete_bookings: false });
    setClock(REPORTED_AT);
    const refused = { status: 403, code: "PERMISSION_REQUIRED", permission: "complete_bookings" };
    expect((await report(barred.instructor, barred.booking.id)).problem).toMatchObject(refused);
  });

  it("API-35, IK-2 repeats the first answer under the same key, and reports once", async () => {
    const { student, booking } = await lesson();
    setClock(REPORTED_AT);
    const headers = { "idempotency-key": newId("evt", MONDAY) };
    const first = await report(student, booking.id, {}, headers);
    setClock(plusHours(REPORTED_AT, 1));
    const again = await report(student, booking.id, {}, headers);
    expect([again.status, again.text, again.headers["idempotency-replayed"]]).toEqual([201, first.text, "true"]);
    expect(again.headers.location).toBe(first.headers.location);
    expect(await eventsOf(table, booking.id, "booking.no_show_reported")).toHaveLength(1);
  });

  it("BK-56 writes nothing when it loses every race, and one report when both devices send it at once", async () => {
    const { student, booking } = await lesson();
    setClock(REPORTED_AT);
    const busy = await failing(() => report(student, booking.id), isTransaction, conflict);
    expect(busy.problem).toMatchObject({ status: 409, code: "OPERATION_IN_PROGRESS" });
    const replies = await Promise.all([1, 2, 3].map(() => report(student, booking.id)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await eventsOf(table, booking.id, "booking.no_show_reported")).toHaveLength(1);
  });

  it("BKL-13 shows the reason to its author only, and what each may do now", async () => {
    const { student, instructor, booking } = await reported();
    const seen = await show(student, booking.id);
    expect(seen).toMatchObject({ noShow: { reason: "I waited.", disputed: false }, can: { reportNoShow: false, disputeNoShow: false } });
    const accused = await show(instructor, booking.id);
    expect(accused).toMatchObject({ noShow: { reason: null, type: "instructor" }, can: { reportNoShow: true, disputeNoShow: true } });
  });
});

describe("disputeNoShow", () => {
  it("BKN-7 lets the accused object once; nothing happens by itself then (BKN-8)", async () => {
    const { student, instructor, booking } = await reported();
    expect((await dispute(student, booking.id)).problem).toMatchObject({ status: 403, code: "ROLE_REQUIRED" });
    expect((await dispute(instructor, booking.id, "  x ")).problem).toMatchObject({ status: 422, code: "VALIDATION_FAILED" });
    const { body } = await dispute(instructor, booking.id);
    expect(body).toMatchObject({ status: "CONFIRMED", noShow: { disputed: true }, can: { disputeNoShow: false } });
    expect((await dispute(instructor, booking.id)).problem).toMatchObject({ code: "NO_SHOW_ALREADY_DISPUTED" });
    setClock(plusHours(RESOLVED_AT, 50));
    await runSchedule(resolveNoShows);
    await runSchedule(completeDueLessons);
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "CONFIRMED" });
    expect(await eventsOf(table, booking.id, "booking.no_show_disputed")).toHaveLength(1);
  });

  it("BKN-7, BKT-11 refuses from reportedAt + 24 h on, and where nobody reported", async () => {
    const { instructor, booking } = await reported();
    setClock(RESOLVED_AT);
    expect((await dispute(instructor, booking.id)).problem).toMatchObject({ code: "NO_SHOW_DISPUTE_WINDOW_CLOSED" });
    const quiet = await lesson();
    setClock(REPORTED_AT);
    expect((await dispute(quiet.instructor, quiet.booking.id)).problem).toMatchObject({ status: 404, code: "NO_SHOW_NOT_FOUND" });
  });
});

describe("withdrawNoShowReport", () => {
  it("BKN-11, NS-6 puts everything back, after which the lesson completes itself", async () => {
    const { student, instructor, booking } = await reported();
    expect((await withdraw(instructor, booking.id)).problem).toMatchObject({ status: 403, code: "ROLE_REQUIRED" });
    const { body } = await withdraw(student, booking.id);
    expect(body).toMatchObject({ status: "CONFIRMED", noShow: { resolution: "cancelled" }, payment: { paymentStatus: "authorized" } });
    const payment = await read(bookingPaymentKey(booking.id));
    expect(payment).toMatchObject({ paymentStatus: "authorized", reviewReasons: [] });
    expect(payment?.statusBeforeReview).toBeUndefined();
    expect((await withdraw(student, booking.id)).problem).toMatchObject({ code: "NO_SHOW_RESOLVED" });
    setClock(plusHours(ENDS_AT, 24));
    await runSchedule(resolveNoShows);
    await runSchedule(completeDueLessons);
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "COMPLETED" });
    expect(await eventsOf(table, booking.id, "booking.no_show_withdrawn")).toHaveLength(1);
  });

  it("BKN-4 bars only the side that withdrew: the other may still report", async () => {
    const { student, instructor, booking } = await reported();
    await withdraw(student, booking.id);
    expect((await report(student, booking.id)).problem).toMatchObject({ code: "NO_SHOW_ALREADY_REPORTED" });
    expect((await report(instructor, booking.id)).body).toMatchObject({ type: "student", paymentStatus: "manual_review" });
  });

  it("BKN-11 refuses once the report was disputed or has stood for its day", async () => {
    const disputed = await reported();
    await dispute(disputed.instructor, disputed.booking.id);
    expect((await withdraw(disputed.student, disputed.booking.id)).problem).toMatchObject({ code: "NO_SHOW_ALREADY_DISPUTED" });
    const { student, booking } = await reported();
    setClock(RESOLVED_AT);
    expect((await withdraw(student, booking.id)).problem).toMatchObject({ code: "NO_SHOW_RESOLVED" });
  });
});

describe("resolve-no-shows", () => {
  it("BKN-8, BKN-9, NS-3 confirms an undisputed report after exactly 24 h: nothing is charged", async () => {
    const { booking } = await reported();
    expect(await statusAt(plusMilliseconds(RESOLVED_AT, -1), booking.id)).toBe("CONFIRMED");
    expect(await statusAt(RESOLVED_AT, booking.id)).toBe("NO_SHOW");
    const payment = await read(bookingPaymentKey(booking.id));
    expect(payment).toMatchObject({ intendedOutcome: "instructor_no_show_full_refund", paymentStatus: "authorized" });
    expect(payment?.intendedFigures).toMatchObject({ instructorPayoutCents: 0, cardChargedCents: 0 });
  });

  it("BKN-9, NS-4 an absent student pays in full", async () => {
    const { instructor, booking } = await lesson();
    setClock(REPORTED_AT);
    await report(instructor, booking.id);
    expect(await statusAt(RESOLVED_AT, booking.id)).toBe("NO_SHOW");
    const payment = await read(bookingPaymentKey(booking.id));
    expect(payment).toMatchObject({ intendedOutcome: "student_no_show_full_payout" });
    expect(payment?.intendedFigures?.instructorPayoutCents).toBe(payment?.snapshot.payoutCents);
    expect(await movementsOf(booking.id)).toMatchObject([{ kind: "capture" }]);
  });

  it("BK-65, BKN-9 takes back what the completion of a lesson had counted", async () => {
    const { student, instructor, booking } = await lesson();
    setClock(ENDS_AT);
    await callAs(instructor, completeBooking, { params: { bookingId: booking.id }, body: {} });
    await report(student, booking.id);
    expect(await statusAt(plusHours(ENDS_AT, 24), booking.id)).toBe("NO_SHOW");
    expect(await read(instructorProfileKey(instructor.userId))).toMatchObject({ completedLessons: 0 });
    expect((await table.partition(`INSTRUCTOR#${instructor.userId}`)).map(({ type }) => type)).not.toContain("lesson-completion");
    expect(await eventsOf(table, booking.id, "booking.no_show")).toMatchObject([{ data: { wasCompleted: true } }]);
  });

  it("BKN-8 confirms once, however often it runs, and whether it crashed before or after its commit", async () => {
    const { booking } = await reported();
    setClock(RESOLVED_AT);
    await failing(() => runSchedule(resolveNoShows), isTransaction, connectionLost);
    await losingAnswer(() => runSchedule(resolveNoShows), isTransaction, connectionLost);
    await Promise.all([1, 2, 3].map(() => runSchedule(resolveNoShows)));
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "NO_SHOW", version: 4 });
    expect(await eventsOf(table, booking.id, "booking.no_show")).toHaveLength(1);
    expect(await movementsOf(booking.id)).toHaveLength(1);
  });
});

describe("resolveNoShow", () => {
  it("BKN-9, NS-5 counts the lesson as held when the objection is upheld, with its event sent once", async () => {
    const { instructor, booking } = await reported();
    await dispute(instructor, booking.id);
    setClock(plusHours(ENDS_AT, 30));
    await resolveNoShow(serviceContext(), booking.id, "dispute_upheld");
    const held = { status: "COMPLETED", completedAt: ENDS_AT, completionSource: "no_show_dispute" };
    expect(await read(bookingKey(booking.id))).toMatchObject({ ...held, noShow: { resolution: "dispute_upheld" } });
    expect(await read(bookingPaymentKey(booking.id))).toMatchObject({ paymentStatus: "authorized", reviewReasons: [] });
    expect(await eventsOf(table, booking.id, "booking.completed")).toHaveLength(1);
    await expect(resolveNoShow(serviceContext(), booking.id, "cancelled")).rejects.toMatchObject({ code: "NO_SHOW_RESOLVED" });
  });

  it("BKS-4, BKN-9 keeps the time of an earlier completion and sends no second event", async () => {
    const { student, instructor, booking } = await lesson();
    setClock(plusHours(ENDS_AT, 1));
    await callAs(instructor, completeBooking, { params: { bookingId: booking.id }, body: {} });
    await report(student, booking.id);
    await dispute(instructor, booking.id);
    await resolveNoShow(serviceContext(), booking.id, "dispute_upheld");
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "COMPLETED", completedAt: plusHours(ENDS_AT, 1) });
    expect(await eventsOf(table, booking.id, "booking.completed")).toHaveLength(1);
    expect(await read(instructorProfileKey(instructor.userId))).toMatchObject({ completedLessons: 1 });
  });
});

/** A confirmed lesson on Wednesday at noon, its money held. */
async function lesson(permissionOverrides = {}) {
  setClock(MONDAY);
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor({ permissionOverrides })]);
  await openDay(instructor.userId);
  const booking = await confirmedBooking(student, instructor);
  await setPayment(booking.id, { paymentStatus: "authorized", paymentIntentId: `pi_${booking.id}` });
  return { student, instructor, booking };
}

/** The student has reported the instructor, just now. */
async function reported() {
  const made = await lesson();
  setClock(REPORTED_AT);
  await report(made.student, made.booking.id, { reason: "I waited." });
  return made;
}

function report(person: SignedIn, bookingId: BookingId, body: object = {}, headers: Readonly<Record<string, string>> = {}) {
  return callAs(person, reportNoShow, { params: { bookingId }, body, headers });
}

function dispute(person: SignedIn, bookingId: BookingId, reason = "I was there.") {
  return callAs(person, disputeNoShow, { params: { bookingId }, body: { reason } });
}

function withdraw(person: SignedIn, bookingId: BookingId) {
  return callAs(person, withdrawNoShowReport, { params: { bookingId }, body: {} });
}

async function show(person: SignedIn, bookingId: BookingId) {
  return (await callAs(person, getBooking, { params: { bookingId } })).body;
}

async function setPayment(bookingId: BookingId, set: { [K in keyof BookingPayment]?: BookingPayment[K] | undefined }) {
  await commit([update(bookingPaymentKey(bookingId), { set }, present)]);
}

async function movementsOf(bookingId: BookingId) {
  return (await table.partition(`BOOKING#${bookingId}`)).filter(({ type }) => type === "money-movement");
}

/** What became of the booking once the schedule has run at the instant. */
async function statusAt(now: typeof MONDAY, bookingId: BookingId) {
  setClock(now);
  await runSchedule(resolveNoShows);
  return (await read(bookingKey(bookingId)))?.status;
}
