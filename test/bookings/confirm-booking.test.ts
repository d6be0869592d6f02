import { describe, expect, it } from "vitest";
import { noSlots } from "../../core/availability/slot-bitmap.ts";
import { confirmBooking } from "../../core/bookings/confirm-booking.ts";
import type { BookingId } from "../../core/ids.ts";
import {
  availabilityDayKey,
  bookingKey,
  bookingLedgerKey,
  bookingListKey,
  bookingPaymentKey,
  studentDayKey,
} from "../../core/table/keys.ts";
import { read, readAll } from "../../core/table/read.ts";
import { plusMilliseconds, plusMinutes } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as expireUnpaidBookings from "../../functions/schedules/expire-unpaid-bookings.ts";
import {
  type BookingBody,
  book,
  callAs,
  confirm,
  MONDAY,
  openDay,
  pendingBooking,
  runSchedule,
  serviceContext,
  WEDNESDAY,
} from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { eventsOf } from "../support/events.ts";
import { conflict, failing, isTransaction } from "../support/faults.ts";
import { liveInstructor } from "../support/instructors.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const DEADLINE = plusMinutes(MONDAY, 30);

describe("confirmBooking", () => {
  it("BK-50 confirms once the payment is secured, in the same transaction", async () => {
    const { student, instructor, booking } = await unpaid();
    setClock(plusMinutes(MONDAY, 5));
    await confirm(booking);
    const [stored, payment, ledger, mine, theirs] = await readAll([
      bookingKey(booking.id),
      bookingPaymentKey(booking.id),
      bookingLedgerKey(student.userId),
      bookingListKey(student.userId, booking.startsAt, booking.id),
      bookingListKey(instructor.userId, booking.startsAt, booking.id),
    ]);
    expect(stored).toMatchObject({ status: "CONFIRMED", confirmedAt: plusMinutes(MONDAY, 5), version: 2 });
    expect(payment).toMatchObject({ paymentStatus: "scheduled", authScheduledFor: "2026-03-03T17:00:00.000Z", version: 2 });
    expect(payment).not.toHaveProperty("payBy");
    expect(ledger).toMatchObject({ pendingCount: 0, version: 1 });
    for (const entry of [mine, theirs]) expect(entry).toMatchObject({ status: "CONFIRMED", version: 2 });
    expect(await eventsOf(table, booking.id, "booking.confirmed")).toMatchObject([
      { data: { bookingId: booking.id, studentId: student.userId, instructorId: instructor.userId, version: 2 } },
    ]);
  });

  it("BK-50, BKS-2 a second time is a success without an event", async () => {
    const { student, booking } = await unpaid();
    await confirm(booking);
    await confirm(booking);
    expect(await eventsOf(table, booking.id, "booking.confirmed")).toHaveLength(1);
    expect(await read(bookingKey(booking.id))).toMatchObject({ version: 2 });
    expect(await read(bookingLedgerKey(student.userId))).toMatchObject({ pendingCount: 0 });
  });

  it("BK-51, BKT-3, CK-3 refuses from the deadline instant on, even if nobody has given the booking up yet", async () => {
    const { booking } = await unpaid();
    setClock(DEADLINE);
    await expect(confirm(booking)).rejects.toMatchObject({ code: "INVALID_BOOKING_TRANSITION" });
    setClock(plusMilliseconds(DEADLINE, -1));
    await confirm(booking);
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "CONFIRMED" });
  });

  it("BKS-2 refuses a booking that was cancelled meanwhile", async () => {
    const { student, booking } = await unpaid();
    await callAs(student, cancelBooking, { params: { bookingId: booking.id }, body: { reason: "Ill." } });
    await expect(confirm(booking)).rejects.toMatchObject({ code: "INVALID_BOOKING_TRANSITION" });
    expect(await eventsOf(table, booking.id, "booking.confirmed")).toEqual([]);
  });

  it("BK-50, BKS-4 leaves PENDING once, whoever else wants it out of there at the same instant", async () => {
    const { student, booking } = await unpaid();
    const { paymentStatus, cardHeldCents } = { paymentStatus: "scheduled", cardHeldCents: 0 } as const;
    const [confirmed, cancelled] = await Promise.allSettled([
      confirmBooking(serviceContext(), booking.id, { paymentStatus, cardHeldCents }, []),
      callAs(student, cancelBooking, { params: { bookingId: booking.id }, body: { reason: "Ill." } }),
    ]);
    expect(cancelled.status).toBe("fulfilled");
    const stored = await read(bookingKey(booking.id));
    // Whoever loses the race reads again: a cancellation cancels what it then finds, a confirmation meets a cancelled booking.
    expect(stored).toMatchObject({ status: "CANCELLED", version: confirmed.status === "fulfilled" ? 3 : 2 });
    if (confirmed.status === "rejected") expect(confirmed.reason).toMatchObject({ code: "INVALID_BOOKING_TRANSITION" });
    expect(await read(bookingLedgerKey(student.userId))).toMatchObject({ pendingCount: 0 });
  });
});

describe("expire-unpaid-bookings", () => {
  it("BK-51, BKT-3, CK-3 gives a booking up at the deadline instant, not a millisecond before", async () => {
    const { student, instructor, booking } = await unpaid();
    setClock(plusMilliseconds(DEADLINE, -1));
    await runSchedule(expireUnpaidBookings);
    expect(await read(bookingKey(booking.id))).toMatchObject({ status: "PENDING" });
    setClock(DEADLINE);
    await runSchedule(expireUnpaidBookings);
    const [stored, payment, day, studentDay, ledger, mine, theirs] = await readAll([
      bookingKey(booking.id),
      bookingPaymentKey(booking.id),
      availabilityDayKey(instructor.userId, WEDNESDAY),
      studentDayKey(student.userId, WEDNESDAY),
      bookingLedgerKey(student.userId),
      bookingListKey(student.userId, booking.startsAt, booking.id),
      bookingListKey(instructor.userId, booking.startsAt, booking.id),
    ]);
    expect(stored).toMatchObject({ status: "PAYMENT_FAILED", version: 2 });
    expect(payment).toMatchObject({ paymentStatus: "settled", settlementOutcome: "payment_failed_no_charge", settledAt: DEADLINE });
    expect([day?.busy, studentDay?.busy]).toEqual([noSlots(), noSlots()]);
    expect(ledger).toMatchObject({ pendingCount: 0 });
    for (const entry of [mine, theirs]) expect(entry).toMatchObject({ status: "PAYMENT_FAILED" });
    expect(await eventsOf(table, booking.id, "booking.payment_failed")).toMatchObject([{ data: { version: 2 } }]);
    expect((await book(await signedIn(), instructor)).status).toBe(201);
  });

  it("BK-51 leaves what was paid, cancelled or given up before alone", async () => {
    const { student, instructor, booking: paid } = await unpaid();
    const cancelled = await pendingBooking(student, instructor, { startTime: "15:00" });
    const late = await pendingBooking(student, instructor, { startTime: "17:00" });
    await confirm(paid);
    await callAs(student, cancelBooking, { params: { bookingId: cancelled.id }, body: { reason: "Ill." } });
    setClock(DEADLINE);
    const first = await runSchedule(expireUnpaidBookings);
    const second = await runSchedule(expireUnpaidBookings);
    expect([first.done > 0, second]).toEqual([true, { scanned: 0, done: 0, failed: 0 }]);
    expect([await statusOf(paid.id), await statusOf(cancelled.id), await statusOf(late.id)]).toEqual([
      "CONFIRMED",
      "CANCELLED",
      "PAYMENT_FAILED",
    ]);
  });

  it("CK-3 meets a booking again in the next run when it loses a race or fails", async () => {
    const { booking } = await unpaid();
    setClock(DEADLINE);
    await failing(() => runSchedule(expireUnpaidBookings), isTransaction, conflict);
    expect(await statusOf(booking.id)).toBe("PENDING");
    const faulty = await failing(
      () => runSchedule(expireUnpaidBookings),
      isTransaction,
      () => new Error("the table is away"),
    );
    expect(faulty.failed).toBeGreaterThan(0);
    await runSchedule(expireUnpaidBookings);
    expect(await statusOf(booking.id)).toBe("PAYMENT_FAILED");
  });

  it("BK-27, CK-3 makes room for another unpaid booking", async () => {
    const { student, instructor } = await unpaid();
    for (const startTime of ["06:00", "07:00", "08:00", "09:00"]) {
      await pendingBooking(student, instructor, { startTime, durationMinutes: 30 });
    }
    const sixth = { startTime: "15:00" };
    expect((await book(student, instructor, sixth)).problem.code).toBe("TOO_MANY_UNPAID_BOOKINGS");
    setClock(DEADLINE);
    await runSchedule(expireUnpaidBookings);
    expect(await read(bookingLedgerKey(student.userId))).toMatchObject({ pendingCount: 0 });
    expect((await book(student, instructor, sixth)).status).toBe(201);
  });
});

async function unpaid() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  await openDay(instructor.userId);
  const booking: BookingBody = await pendingBooking(student, instructor);
  return { student, instructor, booking };
}

async function statusOf(bookingId: BookingId) {
  return (await read(bookingKey(bookingId)))?.status;
}
