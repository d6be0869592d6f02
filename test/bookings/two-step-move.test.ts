import { afterEach, describe, expect, it } from "vitest";
import { checkCalendar } from "../../core/availability/check-calendar.ts";
import { finishMove } from "../../core/bookings/finish-move.ts";
import { required } from "../../core/errors.ts";
import type { BookingId } from "../../core/ids.ts";
import type { BookingPayment } from "../../core/payments/booking-payment.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { bookingPaymentKey, calendarSettingsKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { update } from "../../core/table/write.ts";
import { plusHours, plusMinutes } from "../../core/time.ts";
import * as getWeekBookedSlots from "../../functions/availability/get-week-booked-slots.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as completeBooking from "../../functions/bookings/complete-booking.ts";
import * as disputeLesson from "../../functions/bookings/dispute-lesson.ts";
import * as disputeNoShow from "../../functions/bookings/dispute-no-show.ts";
import * as getBooking from "../../functions/bookings/get-booking.ts";
import * as getCancellationQuote from "../../functions/bookings/get-cancellation-quote.ts";
import * as getRescheduleOptions from "../../functions/bookings/get-reschedule-options.ts";
import * as listBookings from "../../functions/bookings/list-bookings.ts";
import * as reportNoShow from "../../functions/bookings/report-no-show.ts";
import * as updateBooking from "../../functions/bookings/update-booking.ts";
import * as withdrawNoShowReport from "../../functions/bookings/withdraw-no-show-report.ts";
import * as expireUnpaidBookings from "../../functions/schedules/expire-unpaid-bookings.ts";
import { setCardAnswer } from "../../local/stand-ins/card.ts";
import { brokenPromises } from "../support/booking-truth.ts";
import { book, callAs, confirm, MONDAY, openDay, runSchedule, serviceContext, WEDNESDAY } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { answerMoves, holdMove } from "../support/moves.ts";
import { freshToken, type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import {
  ACCEPTED,
  DECLINED,
  heldMove,
  lateLesson,
  movableLesson,
  move,
  NEAR,
  STARTS_AT,
  statusesOf,
  storedBooking,
  TUESDAY,
} from "./moving.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

afterEach(async () => {
  setCardAnswer("accept");
  expect(brokenPromises(await table.items())).toEqual([]);
});

describe("a move whose money may fail", () => {
  it("BKR-9, LK-3 carries card and snapshot to a near time once the card is held, and lets the old hold go", async () => {
    const { student, booking } = await movableLesson();
    const held = { paymentStatus: "authorized", paymentIntentId: "pi_old", cardHeldCents: 8_960, creditReservedCents: 500 } as const;
    await commit([update(bookingPaymentKey(booking.id), { set: held }, present)]);
    const { status, headers, body } = await answerMoves(() => move(student, booking.id, NEAR));
    expect([status, headers.etag, headers.location]).toEqual([201, '"2"', `/api/v1/bookings/${body.booking.id}`]);
    expect(body).toMatchObject({ previousBookingId: booking.id, paymentMode: "carry" });
    expect(body.booking).toMatchObject({ ...NEAR, status: "CONFIRMED", rescheduleCount: 1, can: { cancel: true } });
    const [old, moved] = [await storedBooking(booking.id), await storedBooking(body.booking.id)];
    expect(moved.payment).toMatchObject({ paymentStatus: "authorized", authMode: "immediate", attempt: 1, creditReservedCents: 500 });
    expect(moved.payment).toMatchObject({ paymentMethodId: "pm_test", snapshot: old.payment?.snapshot });
    expect(old.booking).toMatchObject({ status: "CANCELLED", cancellationCode: "rescheduled", cancelledBy: { role: "student" } });
    expect(old.payment).toMatchObject({ paymentStatus: "settled", settlementOutcome: "moved_to_reschedule", creditReservedCents: 0 });
    expect(await movementsOf(booking.id)).toMatchObject([{ kind: "cancel_hold", state: "pending", amountCents: 8_960 }]);
    expect(await movementsOf(body.booking.id)).toMatchObject([
      { kind: "authorize", state: "succeeded", idempotencyKey: `pi_booking_${body.booking.id}_a1`, amountCents: 8_460 },
    ]);
  });

  it("BKR-9, LK-2, LK-5 takes and keeps the money of a lesson that moves late, and moves it no second time", async () => {
    const { student, booking } = await lateLesson();
    const { body } = await answerMoves(() => move(student, booking.id));
    expect(body).toMatchObject({ paymentMode: "lock", booking: { can: { reschedule: false, cancel: true }, payment: { locked: true } } });
    const [old, moved] = [await storedBooking(booking.id), await storedBooking(body.booking.id)];
    expect(moved.payment).toMatchObject({ paymentStatus: "locked", hasLockedFunds: true, lateRescheduleUsed: true });
    expect(moved.payment).toMatchObject({ lockedFromBookingId: booking.id, cardHeldCents: 0 });
    expect(old.payment).toMatchObject({ paymentStatus: "locked", lock: { lockedAmountCents: 8_960, childBookingId: body.booking.id } });
    expect(old.booking).toMatchObject({ cancellationCode: "rescheduled", cancellationWindow: "12to24" });
    expect(await movementsOf(booking.id)).toMatchObject([{ kind: "authorize", state: "succeeded" }]);
    expect((await move(student, body.booking.id, { startTime: "18:00" })).problem.code).toBe("RESCHEDULE_LOCKED");
  });

  it("LK-5 captures a hold that is there", async () => {
    const { student, booking } = await lateLesson();
    await commit([update(bookingPaymentKey(booking.id), { set: { paymentStatus: "authorized", paymentIntentId: "pi_old" } }, present)]);
    await answerMoves(() => move(student, booking.id));
    expect(await movementsOf(booking.id)).toMatchObject([{ kind: "capture", idempotencyKey: `capture_${booking.id}_pi_old` }]);
  });

  it("LK-4, BKR-9 pays a near lesson at another price anew", async () => {
    const { student, booking } = await movableLesson();
    await commit([update(bookingPaymentKey(booking.id), { set: { creditReservedCents: 500 } }, present)]);
    const { body } = await answerMoves(() => move(student, booking.id, { ...NEAR, durationMinutes: 90 }));
    expect(body).toMatchObject({ paymentMode: "new_payment", booking: { lessonPriceCents: 12_000, durationMinutes: 90 } });
    expect((await storedBooking(body.booking.id)).payment).toMatchObject({ paymentStatus: "authorized", creditReservedCents: 0 });
    expect((await storedBooking(booking.id)).payment).toMatchObject({ settlementOutcome: "moved_to_reschedule", creditReservedCents: 0 });
    expect(await movementsOf(body.booking.id)).toMatchObject([{ kind: "authorize", amountCents: 13_440 }]);
  });

  it("BKR-9 leaves the old lesson as it was where the card is declined, and repeats that answer", async () => {
    const { student, booking } = await movableLesson();
    const before = await storedBooking(booking.id);
    setCardAnswer("decline");
    const declined = await answerMoves(() => move(student, booking.id, NEAR, "declined"));
    expect(declined.problem).toMatchObject({ status: 422, code: "CARD_DECLINED", declineCode: "card_declined" });
    const again = await move(student, booking.id, NEAR, "declined");
    expect([again.status, again.text, again.headers["idempotency-replayed"]]).toEqual([422, declined.text, "true"]);
    const { booking: old, payment } = await storedBooking(booking.id);
    expect(old).toEqual({ ...before.booking, version: 4 });
    expect(payment).toEqual(before.payment);
    expect((await move(student, booking.id)).status).toBe(201);
  });

  it("BKR-9 keeps no trace of a declined move but a cancelled booking without money", async () => {
    const { student, oldId, newId, reply } = await heldMove();
    await finishMove(serviceContext(), newId, DECLINED);
    expect((await reply).problem).toMatchObject({ code: "CARD_DECLINED", declineCode: "insufficient_funds" });
    const { booking, payment } = await storedBooking(newId);
    expect(booking).toMatchObject({ status: "CANCELLED", cancellationCode: "reschedule_failed", cancelledBy: { role: "payment" } });
    expect(payment).toMatchObject({ paymentStatus: "settled", settlementOutcome: "payment_failed_no_charge", cardHeldCents: 0 });
    expect(await movementsOf(newId)).toMatchObject([{ state: "failed", errorCode: "insufficient_funds" }]);
    expect(await listed(student, "history")).toEqual([]);
    expect(await listed(student, "upcoming")).toEqual([oldId]);
  });

  it("BKR-9 counts a card that asks its owner for more as declined", async () => {
    const { newId, oldId, reply } = await heldMove();
    expect(await finishMove(serviceContext(), newId, { status: "requires_action", declineCode: "authentication_required" })).toBe("stayed");
    expect((await reply).problem).toMatchObject({ status: 422, code: "CARD_DECLINED", declineCode: "authentication_required" });
    expect(await statusesOf([oldId, newId])).toEqual(["CONFIRMED", "CANCELLED"]);
  });

  it.each([
    ["gives back only what the new one does not need", ACCEPTED, ["CANCELLED", "CONFIRMED"]],
    ["keeps what the old one needs", DECLINED, ["CONFIRMED", "CANCELLED"]],
  ] as const)("BKR-9, BKR-11, AV-59 moved into a part of its own time %s", async (_, answer, statuses) => {
    const { student, booking } = await lateLesson();
    const { newId, reply } = await holdMove(() => move(student, booking.id, { date: WEDNESDAY, startTime: "12:30" }));
    expect(brokenPromises(await table.items())).toEqual([]);
    await finishMove(serviceContext(), newId, answer);
    await reply;
    expect(await statusesOf([booking.id, newId])).toEqual(statuses);
  });

  it("BKR-9 writes exactly these items, first to hold the new time and then to end the move", async () => {
    const { student, booking } = await movableLesson();
    const { calls } = await callsOf(() => answerMoves(() => move(student, booking.id, NEAR)));
    const [first, second] = transactionsIn(calls);
    expect(first).toEqual([
      "check BOOKING PAYMENT",
      "check IDEMPOTENCY RECORD",
      "check INSTRUCTOR CALENDAR",
      "check INSTRUCTOR OFFERING",
      "check INSTRUCTOR PROFILE",
      "check USER",
      "check USER",
      "check USER STANDING",
      "put BOOKING",
      "put BOOKING MOVEMENT",
      "put BOOKING PAYMENT",
      "put EVENT",
      "put USER STUDENTDAY",
      "update BOOKING",
      "update INSTRUCTOR AVDAY",
      "update USER BOOKING",
      "update USER BOOKING",
      "update USER LEDGER",
      "update USER LEDGER",
    ]);
    expect(second).toEqual([
      "put AUDIT",
      "put AUDIT",
      "put BOOKING REMINDER",
      "put EVENT",
      "put INBOX APPLIED",
      "put USER BOOKING",
      "put USER BOOKING",
      "update BOOKING",
      "update BOOKING",
      "update BOOKING MOVEMENT",
      "update BOOKING PAYMENT",
      "update BOOKING PAYMENT",
      "update INSTRUCTOR AVDAY",
      "update USER BOOKING",
      "update USER BOOKING",
      "update USER STUDENTDAY",
    ]);
  });

  it("BKR-9 holds the new time after two sequential reads beyond the edge's own", async () => {
    const { student, booking } = await movableLesson();
    await freshToken(student);
    const { roundTrips } = await roundTripsOf(() => answerMoves(() => move(student, booking.id, NEAR)));
    expect(roundTrips.findIndex((actions) => actions.includes("TransactWriteItems"))).toBe(3);
  });
});

describe("while the money has not answered", () => {
  it("BKR-10 every operation on either booking is 409 OPERATION_IN_PROGRESS", async () => {
    const { student, instructor, oldId, newId, reply } = await heldMove();
    const refusals = [oldId, newId].flatMap((bookingId) => {
      const params = { bookingId };
      const reason = "It was not so.";
      return [
        callAs(student, cancelBooking, { params, body: { reason } }),
        callAs(instructor, cancelBooking, { params, body: { reason } }),
        callAs(student, updateBooking, { params, body: { studentNote: "Scales." } }),
        callAs(instructor, completeBooking, { params, body: {} }),
        callAs(student, reportNoShow, { params, body: {} }),
        callAs(instructor, withdrawNoShowReport, { params, body: {} }),
        callAs(student, disputeNoShow, { params, body: { reason } }),
        callAs(student, disputeLesson, { params, body: { reason } }),
        move(student, bookingId, { startTime: "18:00" }),
      ];
    });
    for (const refused of await Promise.all(refusals)) {
      expect(refused.problem).toMatchObject({ status: 409, code: "OPERATION_IN_PROGRESS" });
      expect(refused.headers["retry-after"]).toBe("1");
    }
    await expect(confirm({ id: newId, startsAt: STARTS_AT })).rejects.toMatchObject({ code: "OPERATION_IN_PROGRESS" });
    await finishMove(serviceContext(), newId, ACCEPTED);
    expect((await reply).status).toBe(201);
  });

  it("BKR-9, BKL-4 shows the old lesson in the lists of both, and the new one to who asks for it by its id", async () => {
    const { student, instructor, oldId, newId, reply } = await heldMove();
    for (const person of [student, instructor]) {
      expect([await listed(person, "upcoming"), await listed(person, "all"), await listed(person, "unpaid")]).toEqual([
        [oldId],
        [oldId],
        [],
      ]);
      const shown = await callAs(person, getBooking, { params: { bookingId: newId } });
      expect(shown.body).toMatchObject({ status: "PENDING", rescheduledFromBookingId: oldId });
      expect(Object.values(shown.body.can)).not.toContain(true);
    }
    const { body } = await callAs(student, getRescheduleOptions, { params: { bookingId: oldId } });
    expect(body).toMatchObject({ allowed: false, reasonCode: "OPERATION_IN_PROGRESS" });
    await finishMove(serviceContext(), newId, ACCEPTED);
    await reply;
  });

  it("BKR-10, BKR-12 holds both times against everybody", async () => {
    const { student, instructor, newId, reply } = await heldMove();
    const stranger = await signedIn();
    for (const time of [{}, NEAR]) expect((await book(stranger, instructor, time)).problem.code).toBe("TIME_TAKEN");
    const other = await liveInstructor();
    await Promise.all([openDay(other.userId), openDay(other.userId, TUESDAY)]);
    for (const time of [{}, NEAR]) expect((await book(student, other, time)).problem.code).toBe("STUDENT_TIME_CONFLICT");
    await finishMove(serviceContext(), newId, DECLINED);
    await reply;
    expect((await book(stranger, instructor, NEAR)).status).toBe(201);
    expect((await book(stranger, instructor)).problem.code).toBe("TIME_TAKEN");
  });

  it("AV-62 the nightly check finds nothing wrong, and the instructor's week shows both times as taken", async () => {
    const { instructor, newId, oldId, reply } = await heldMove();
    const settings = required(await read(calendarSettingsKey(instructor.userId)), "an instructor has settings");
    expect(await checkCalendar(settings, MONDAY)).toEqual([]);
    const { body } = await callAs(instructor, getWeekBookedSlots, { query: { startDate: MONDAY.slice(0, 10) } });
    expect(JSON.stringify(body)).toContain(newId);
    expect(JSON.stringify(body)).toContain(oldId);
    await finishMove(serviceContext(), newId, ACCEPTED);
    await reply;
    expect(await checkCalendar(settings, MONDAY)).toEqual([]);
  });

  it("BKR-9, CK-3 the booking that is held is given up by nobody and counts among no unpaid ones", async () => {
    const { newId, reply } = await heldMove();
    setClock(plusMinutes(MONDAY, 31));
    expect(await runSchedule(expireUnpaidBookings)).toMatchObject({ failed: 0 });
    expect(await statusesOf([newId])).toEqual(["PENDING"]);
    await finishMove(serviceContext(), newId, ACCEPTED);
    await reply;
  });
});

describe("the card of a move", () => {
  it("LK-4 is missing where the lesson was never paid by one, and all three ways to ask agree", async () => {
    const { student, booking } = await movableLesson();
    const unpaid = { paymentStatus: "payment_method_required", paymentMethodId: undefined } as const;
    await commit([update(bookingPaymentKey(booking.id), { set: unpaid }, present)]);
    const params = { bookingId: booking.id };
    expect((await callAs(student, getBooking, { params })).body.can.reschedule).toBe(false);
    const { body } = await callAs(student, getRescheduleOptions, { params });
    expect(body).toMatchObject({ allowed: false, reasonCode: "PAYMENT_METHOD_REQUIRED" });
    expect((await move(student, booking.id)).problem.code).toBe("PAYMENT_METHOD_REQUIRED");
  });

  it("LK-2, BKR-8 a late move must keep the price, an early one need not", async () => {
    const { student, booking } = await movableLesson();
    const options = async () => (await callAs(student, getRescheduleOptions, { params: { bookingId: booking.id } })).body;
    expect(await options()).toMatchObject({ allowed: true, paymentMode: "carry", priceMustStay: false });
    setClock(plusHours(STARTS_AT, -18));
    expect(await options()).toMatchObject({ allowed: true, paymentMode: "lock", priceMustStay: true });
    expect((await move(student, booking.id, { durationMinutes: 90 })).problem.code).toBe("RESCHEDULE_PRICE_CHANGED");
  });
});

describe("a lesson that moved late", () => {
  it("LK-7, LK-9, BKQ-7 gives its price as credit when the student cancels it, and both payments end together", async () => {
    const { student, oldId, newId } = await lockedLesson({ creditReservedCents: 500 });
    const quote = (await callAs(student, getCancellationQuote, { params: { bookingId: newId } })).body;
    expect(quote).toMatchObject({ cardChargeCents: 8_460, studentCreditCents: 8_000, refundCents: 0 });
    const { body } = await callAs(student, cancelBooking, { params: { bookingId: newId }, body: { reason: "I am ill." } });
    const outcome = "locked_cancel_ge12_full_credit";
    expect(body.cancellation).toMatchObject({ outcome, studentCreditCents: 8_000 });
    const [parent, child] = [(await storedBooking(oldId)).payment, (await storedBooking(newId)).payment];
    for (const payment of [parent, child]) expect(payment).toMatchObject({ paymentStatus: "settled", settlementOutcome: outcome });
    expect(parent?.intendedFigures).toMatchObject({ creditReleasedCents: 500, creditIssuedCents: 7_500 });
    expect(child?.intendedFigures).toBeUndefined();
  });

  it("LK-8, LK-9 gives the money back that was taken for the old lesson when the instructor cancels it", async () => {
    const { instructor, oldId, newId } = await lockedLesson();
    await callAs(instructor, cancelBooking, { params: { bookingId: newId }, body: { reason: "I am ill." } });
    for (const bookingId of [oldId, newId]) {
      const { payment } = await storedBooking(bookingId);
      expect(payment).toMatchObject({ paymentStatus: "locked", intendedOutcome: "instructor_cancel_full_refund" });
    }
    const refund = { kind: "refund", state: "pending", amountCents: 8_960, idempotencyKey: `refund_${oldId}_lock` };
    expect(await movementsOf(oldId)).toEqual(expect.arrayContaining([expect.objectContaining(refund)]));
    expect(await movementsOf(newId)).toEqual([]);
  });

  it("LK-9, NS-3 ends both payments when nobody came", async () => {
    const { student, instructor, oldId, newId, startsAt } = await lockedLesson();
    setClock(plusHours(startsAt, 2));
    for (const person of [student, instructor]) await callAs(person, reportNoShow, { params: { bookingId: newId }, body: {} });
    expect(await statusesOf([newId])).toEqual(["NO_SHOW"]);
    expect((await storedBooking(oldId)).payment).toMatchObject({ intendedOutcome: "mutual_no_show_full_refund" });
    expect(await movementsOf(oldId)).toEqual(expect.arrayContaining([expect.objectContaining({ kind: "refund" })]));
    // The promises looked at after each test do not tell of absences.
    await table.clear();
  });
});

async function lockedLesson(payment: Partial<BookingPayment> = {}) {
  const { student, instructor, booking } = await lateLesson();
  await commit([update(bookingPaymentKey(booking.id), { set: payment }, present)]);
  const { body } = await answerMoves(() => move(student, booking.id));
  return { student, instructor, oldId: booking.id, newId: body.booking.id, startsAt: body.booking.startsAt };
}

async function movementsOf(bookingId: BookingId) {
  return (await table.partition(`BOOKING#${bookingId}`)).filter((item) => item.type === "money-movement");
}

async function listed(person: SignedIn, view: string) {
  return (await callAs(person, listBookings, { query: { view } })).body.items.map((item) => item.id);
}
