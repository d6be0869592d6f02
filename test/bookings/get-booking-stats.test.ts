import { describe, expect, it } from "vitest";
import { getBookingStats as readStats } from "../../core/bookings/get-booking-stats.ts";
import type { DomainEvent } from "../../core/events.ts";
import { plusHours } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as completeBooking from "../../functions/bookings/complete-booking.ts";
import * as getBookingStats from "../../functions/bookings/get-booking-stats.ts";
import * as reportNoShow from "../../functions/bookings/report-no-show.ts";
import * as countBookings from "../../functions/consumers/count-bookings.ts";
import { callAs, confirmedBooking, MONDAY, openDay, pendingBooking, serviceContext } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { deliverInAnyOrder, dyingAtEachCommit } from "../support/deliveries.ts";
import { liveInstructor } from "../support/instructors.ts";
import { eventsOf } from "../support/outbox.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const ENDS_AT = "2026-03-04T18:00:00.000Z";

describe("getBookingStats", () => {
  it("BKL-20, BKL-21 counts what became of bookings, whatever the order and number of deliveries and wherever they crashed", async () => {
    const { student, instructor } = await lived();
    const events = await allEvents();
    for (const event of events.slice(0, 3)) await dyingAtEachCommit(() => deliver(countBookings, [event]));
    expect(await deliverInAnyOrder(countBookings, events)).toEqual([]);

    const counts = { totalBookings: 5, upcomingBookings: 1, completedBookings: 1, cancelledBookings: 2, noShowBookings: 1 };
    const asStudent = (await callAs(student, getBookingStats)).body;
    expect(asStudent).toMatchObject({ as: "student", ...counts, completedMinutes: 60, distinctInstructors: 1 });
    expect(asStudent).toMatchObject({ nextLesson: { startTime: "18:00", instructor: { lastName: null } }, asOf: plusHours(ENDS_AT, 1) });
    const asInstructor = (await callAs(instructor, getBookingStats)).body;
    expect(asInstructor).toMatchObject({ as: "instructor", ...counts, completionRate: 0.2, cancellationRate: 0.4 });
    const { totalEarningsCents, thisMonthEarningsCents } = asInstructor as { totalEarningsCents: number; thisMonthEarningsCents: number };
    expect(totalEarningsCents).toBeGreaterThan(0);
    expect(thisMonthEarningsCents).toBe(totalEarningsCents);
    setClock("2026-04-01T12:00:00.000Z");
    const { userId, session } = instructor;
    const principal = { kind: "member", userId, role: "instructor", permissions: new Set<never>(), sessionId: session.sessionId } as const;
    const inApril = await readStats({ ...serviceContext(), principal });
    expect(inApril).toMatchObject({ totalEarningsCents, thisMonthEarningsCents: 0 });
  });

  it("BKL-20 is zero for somebody without bookings", async () => {
    const zero = { totalBookings: 0, upcomingBookings: 0, completedBookings: 0 };
    expect((await callAs(await signedIn(), getBookingStats)).body).toMatchObject({ ...zero, nextLesson: null });
    expect((await callAs(await liveInstructor(), getBookingStats)).body).toMatchObject({ ...zero, completionRate: 0 });
  });

  it("BK-65, BKN-9 takes a completed lesson back that turns out not to have been held", async () => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    await openDay(instructor.userId);
    const { id } = await confirmedBooking(student, instructor);
    setClock(ENDS_AT);
    await callAs(instructor, completeBooking, { params: { bookingId: id }, body: {} });
    await callAs(student, reportNoShow, { params: { bookingId: id }, body: {} });
    await callAs(instructor, reportNoShow, { params: { bookingId: id }, body: {} });
    for (const event of (await allEvents()).toReversed()) await deliver(countBookings, [event]);
    const none = { completedBookings: 0, noShowBookings: 1, completedMinutes: 0, distinctInstructors: 0 };
    expect((await callAs(student, getBookingStats)).body).toMatchObject({ totalBookings: 1, ...none });
    expect((await callAs(instructor, getBookingStats)).body).toMatchObject({ totalEarningsCents: 0, thisMonthEarningsCents: 0 });
  });
});

/** Five bookings of two people: one held, one missed, one cancelled, one given up before it was paid, and one still to come. */
async function lived() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  await openDay(instructor.userId);
  const held = await confirmedBooking(student, instructor);
  const missed = await confirmedBooking(student, instructor, { startTime: "09:00" });
  const cancelled = await confirmedBooking(student, instructor, { startTime: "15:00" });
  const unpaid = await pendingBooking(student, instructor, { startTime: "20:00" });
  await confirmedBooking(student, instructor, { startTime: "18:00" });
  for (const { id } of [cancelled, unpaid]) {
    await callAs(student, cancelBooking, { params: { bookingId: id }, body: { reason: "ill" } });
  }
  setClock(plusHours(ENDS_AT, 1));
  await callAs(instructor, completeBooking, { params: { bookingId: held.id }, body: {} });
  for (const person of [student, instructor]) await callAs(person, reportNoShow, { params: { bookingId: missed.id }, body: {} });
  return { student, instructor };
}

async function allEvents(): Promise<DomainEvent<(typeof countBookings.consumer)["events"][number]>[]> {
  const lists = await Promise.all(countBookings.consumer.events.map((eventType) => eventsOf(table, eventType)));
  return lists.flat();
}
