import { describe, expect, it } from "vitest";
import type { DomainEvent, EventType, EventTypes } from "../../core/events.ts";
import { type BookingId, newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { availabilityDayKey, bookingKey, bookingPaymentKey, studentDayKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { update } from "../../core/table/write.ts";
import { plusHours, plusMinutes } from "../../core/time.ts";
import * as cancelBookings from "../../functions/consumers/cancel-bookings.ts";
import { bitsOf } from "../availability/calendar-of.ts";
import { confirmedBooking, MONDAY, openDay, pendingBooking, WEDNESDAY } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { deliverInAnyOrder, dyingAtEachCommit } from "../support/deliveries.ts";
import { eventsOf } from "../support/events.ts";
import { liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const LATER = plusMinutes(MONDAY, 5);

describe("cancel-bookings", () => {
  it("BKC-10, BKC-11, BKE-2, CX-8 cancels what is unpaid and confirmed, gives the time back and the money, and says why", async () => {
    const { student, instructor, noon, evening } = await twoLessons();
    await deliver(cancelBookings, [suspension(student)]);
    const cancelled = { status: "CANCELLED", cancelledBy: { role: "platform" }, cancellationCode: "account_suspended" };
    for (const id of [noon, evening]) expect(await read(bookingKey(id))).toMatchObject({ ...cancelled, cancellationWindow: "gte24" });
    expect(await read(bookingPaymentKey(noon))).toMatchObject({ settlementOutcome: "platform_cancel_full_refund" });
    expect(await read(availabilityDayKey(instructor.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([]) });
    expect(await read(studentDayKey(student.userId, WEDNESDAY))).toMatchObject({ busy: bitsOf([]) });
    const [told] = await eventsOf(table, noon, "booking.cancelled");
    expect(told?.data).toMatchObject({ by: "platform", code: "account_suspended", wasConfirmed: true });
  });

  it("BKC-11 delivered again and again, and dead around each of its commits, cancels each once", async () => {
    const { instructor, noon, evening } = await twoLessons();
    const event = suspension(instructor);
    await dyingAtEachCommit(() => deliver(cancelBookings, [event]));
    expect(await deliverInAnyOrder(cancelBookings, [event])).toEqual([]);
    for (const id of [noon, evening]) {
      expect(await read(bookingKey(id))).toMatchObject({ status: "CANCELLED" });
      expect(await eventsOf(table, id, "booking.cancelled")).toHaveLength(1);
    }
  });

  it("BKC-11 leaves a booking alone that was made after the cause, and after it was applied", async () => {
    const { student, instructor } = await twoLessons();
    const event = suspension(student);
    expect(await deliver(cancelBookings, [event])).toEqual([]);
    setClock(LATER);
    const { id } = await confirmedBooking(student, instructor);
    expect(await deliver(cancelBookings, [event], 2)).toEqual([]);
    expect(await deliver(cancelBookings, [{ ...event, id: newId("evt", MONDAY) }])).toEqual([]);
    expect(await read(bookingKey(id))).toMatchObject({ status: "CONFIRMED" });
  });

  it("BKE-1, BKE-2 leaves bookings alone when someone pauses, or is suspended with the bookings kept", async () => {
    const { student, instructor, noon } = await twoLessons();
    const kept = [
      suspension(student, { cancelFutureBookings: false }),
      suspension(instructor, { reason: "self", cancelFutureBookings: undefined }),
      suspension(instructor, { from: "suspended", to: "active" }),
    ];
    for (const event of kept) expect(await deliver(cancelBookings, [event])).toEqual([]);
    expect(await read(bookingKey(noon))).toMatchObject({ status: "CONFIRMED" });
  });

  it("BKC-10, BKE-3 cancels the lessons of an instructor whose clearance was revoked, and none when it only expired", async () => {
    const { instructor, noon } = await twoLessons();
    const check = { instructorId: instructor.userId, checkId: newId("bgc", MONDAY), status: "failed", previousClearance: "valid" };
    const expired = eventOf("background_check.changed", { ...check, clearance: "expired" });
    expect(await deliver(cancelBookings, [expired])).toEqual([]);
    expect(await read(bookingKey(noon))).toMatchObject({ status: "CONFIRMED" });
    const revoked = eventOf("background_check.changed", { ...check, clearance: "revoked", cancelBookingsFrom: MONDAY });
    expect(await deliver(cancelBookings, [revoked])).toEqual([]);
    expect(await read(bookingKey(noon))).toMatchObject({ status: "CANCELLED", cancellationCode: "background_check" });
  });

  it("BKC-10, BKE-5 cancels what is left of an erased person", async () => {
    const { student, noon } = await twoLessons();
    expect(await deliver(cancelBookings, [eventOf("user.erased", { userId: student.userId, mode: "anonymize" })])).toEqual([]);
    expect(await read(bookingKey(noon))).toMatchObject({ status: "CANCELLED", cancellationCode: "account_erased" });
  });

  it("BKC-11 waits for a move to finish, and cancels everything else meanwhile", async () => {
    const { student, noon, evening } = await twoLessons();
    const movingTo = { bookingId: newId("bkg", MONDAY), leaseUntil: LATER };
    await commit([update(bookingKey(noon), { set: { movingTo } }, present)]);
    const event = suspension(student);
    expect(await deliver(cancelBookings, [event])).toEqual([event.id]);
    expect(await statusesOf([noon, evening])).toEqual(["CONFIRMED", "CANCELLED"]);
    await commit([update(bookingKey(noon), { set: { movingTo: undefined } }, present)]);
    expect(await deliver(cancelBookings, [event], 2)).toEqual([]);
    expect(await statusesOf([noon, evening])).toEqual(["CANCELLED", "CANCELLED"]);
  });

  it("BKC-11 leaves lessons that have begun to their people", async () => {
    const { student, noon } = await twoLessons();
    const event = suspension(student);
    setClock(plusHours("2026-03-04T17:00:00.000Z", 1));
    expect(await deliver(cancelBookings, [event])).toEqual([]);
    expect(await read(bookingKey(noon))).toMatchObject({ status: "CONFIRMED" });
  });
});

/** A confirmed lesson on Wednesday at noon, and an unpaid one in the evening. */
async function twoLessons() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  await openDay(instructor.userId);
  const noon = await confirmedBooking(student, instructor);
  const evening = await pendingBooking(student, instructor, { startTime: "17:00" });
  return { student, instructor, noon: noon.id, evening: evening.id };
}

function suspension(
  { userId, user }: SignedIn,
  special: { [K in keyof EventTypes["user.status_changed"]]?: EventTypes["user.status_changed"][K] | undefined } = {},
) {
  const change = { from: "active", to: "suspended", reason: "admin", by: "system", cancelFutureBookings: true, ...special };
  return eventOf("user.status_changed", { userId, role: user.role, ...change });
}

/** As the relay would send it; what publishes these events is another part's. */
function eventOf(eventType: EventType, data: object): DomainEvent {
  return { id: newId("evt", MONDAY), eventType, version: 1, occurredAt: MONDAY, requestId: "req_test", data } as DomainEvent;
}

async function statusesOf(bookingIds: readonly BookingId[]) {
  const bookings = await Promise.all(bookingIds.map((id) => read(bookingKey(id))));
  return bookings.map((booking) => booking?.status);
}
