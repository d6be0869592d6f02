import { describe, expect, it } from "vitest";
import type { BookingId } from "../../core/ids.ts";
import { bookingKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { type Instant, plusMilliseconds, plusMinutes } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as sendReminders from "../../functions/bookings/send-reminders.ts";
import * as sweepReminders from "../../functions/schedules/sweep-reminders.ts";
import { callAs, confirm, confirmedBooking, MONDAY, openDay, pendingBooking, runSchedule } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { eventsOf } from "../support/events.ts";
import { connectionLost, failing, isTransaction, losingAnswer } from "../support/faults.ts";
import { liveInstructor } from "../support/instructors.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const DAY_BEFORE = "2026-03-03T17:00:00.000Z";
const HOUR_BEFORE = "2026-03-04T16:00:00.000Z";

describe("sweep-reminders", () => {
  it("BKL-30, BKT-4, BKT-6, NTF-40 reminds a day and an hour ahead, each after the instant itself and once", async () => {
    const { id } = await lesson();
    expect(await kindsAfterSweep(DAY_BEFORE, id)).toEqual([]);
    expect(await kindsAfterSweep(plusMilliseconds(DAY_BEFORE, 1), id)).toEqual(["24h"]);
    expect(await kindsAfterSweep(plusMinutes(DAY_BEFORE, 15), id)).toEqual(["24h"]);
    expect(await kindsAfterSweep(HOUR_BEFORE, id)).toEqual(["24h"]);
    expect(await kindsAfterSweep(plusMinutes(HOUR_BEFORE, 15), id)).toEqual(["24h", "1h"]);
    expect(await kindsAfterSweep(plusMinutes(HOUR_BEFORE, 30), id)).toEqual(["24h", "1h"]);
    const flags = { reminder24hAt: plusMilliseconds(DAY_BEFORE, 1), reminder1hAt: plusMinutes(HOUR_BEFORE, 15), version: 4 };
    expect(await read(bookingKey(id))).toMatchObject(flags);
    expect((await table.partition(`BOOKING#${id}`)).map(({ type }) => type)).not.toContain("lesson-reminder");
  });

  it("NTF-42 catches up for an hour after missed sweeps, and no longer", async () => {
    const late = await lesson();
    expect(await kindsAfterSweep(plusMinutes(DAY_BEFORE, 75), late.id)).toEqual(["24h"]);
    const later = await lesson();
    expect(await kindsAfterSweep(plusMilliseconds(plusMinutes(DAY_BEFORE, 75), 1), later.id)).toEqual([]);
    expect(await kindsAfterSweep(plusMinutes(HOUR_BEFORE, 1), later.id)).toEqual(["1h"]);
  });

  it("BKL-31, NTF-41 sends none of a kind to a lesson confirmed after its window", async () => {
    const { student, instructor } = await people();
    setClock(plusMinutes(DAY_BEFORE, 16));
    const booking = await pendingBooking(student, instructor);
    await confirm(booking);
    expect(await kindsAfterSweep(plusMinutes(DAY_BEFORE, 30), booking.id)).toEqual([]);
    expect(await kindsAfterSweep(plusMinutes(HOUR_BEFORE, 15), booking.id)).toEqual(["1h"]);
  });

  it("NTF-42 drops what waits for a lesson that was cancelled", async () => {
    const { id, student } = await lesson();
    await callAs(student, cancelBooking, { params: { bookingId: id }, body: { reason: "ill" } });
    expect(await kindsAfterSweep(plusMinutes(DAY_BEFORE, 1), id)).toEqual([]);
    expect((await table.partition(`BOOKING#${id}`)).map(({ type }) => type)).not.toContain("lesson-reminder");
  });

  it("NTF-43 sends once when sweeps overlap, repeat, or crash before or after their commit", async () => {
    const { id } = await lesson();
    setClock(plusMinutes(DAY_BEFORE, 1));
    await failing(() => runSchedule(sweepReminders), isTransaction, connectionLost);
    await losingAnswer(() => runSchedule(sweepReminders), isTransaction, connectionLost);
    await Promise.all([1, 2, 3].map(() => runSchedule(sweepReminders)));
    expect(await kindsOf(id)).toEqual(["24h"]);
  });
});

describe("sendReminders", () => {
  it("BKL-32 lets an administrator send what is due at once, and nobody else", async () => {
    const { id, student } = await lesson();
    const admin = await signedIn({ role: "admin" });
    setClock(plusMinutes(DAY_BEFORE, 1));
    expect((await callAs(student, sendReminders, { body: {} })).problem).toMatchObject({ status: 403, code: "ROLE_REQUIRED" });
    const { remindersSent, failedReminders } = (await callAs(admin, sendReminders, { body: {} })).body;
    expect([remindersSent >= 1, failedReminders]).toEqual([true, 0]);
    expect(await kindsOf(id)).toEqual(["24h"]);
    expect((await callAs(admin, sendReminders, { body: {} })).body).toEqual({ remindersSent: 0, failedReminders: 0 });
  });
});

async function people() {
  setClock(MONDAY);
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  await openDay(instructor.userId);
  return { student, instructor };
}

/** A lesson on Wednesday at noon, confirmed on Monday. */
async function lesson() {
  const { student, instructor } = await people();
  const { id } = await confirmedBooking(student, instructor);
  return { id, student };
}

async function kindsAfterSweep(now: Instant, bookingId: BookingId) {
  setClock(now);
  await runSchedule(sweepReminders);
  return kindsOf(bookingId);
}

async function kindsOf(bookingId: BookingId) {
  const events = await eventsOf(table, bookingId, "booking.reminder_due");
  const kinds = events.map(({ data }) => (data as { readonly kind: string }).kind);
  return kinds.toSorted().toReversed();
}
