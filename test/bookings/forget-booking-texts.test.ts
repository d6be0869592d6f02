import { describe, expect, it } from "vitest";
import type { Booking } from "../../core/bookings/booking.ts";
import { textsDueAt } from "../../core/bookings/booking-texts.ts";
import type { DomainEvent } from "../../core/events.ts";
import { newId, type UserId } from "../../core/ids.ts";
import { bookingKey, bookingListKey } from "../../core/table/keys.ts";
import { read, readAll } from "../../core/table/read.ts";
import { DAY_MS, plusHours, plusMilliseconds } from "../../core/time.ts";
import * as getBooking from "../../functions/bookings/get-booking.ts";
import * as listBookings from "../../functions/bookings/list-bookings.ts";
import * as cancelBookings from "../../functions/consumers/cancel-bookings.ts";
import * as forgetBookingTexts from "../../functions/consumers/forget-booking-texts.ts";
import * as forgetOldBookingTexts from "../../functions/schedules/forget-old-booking-texts.ts";
import { callAs, confirmedBooking, MONDAY, openDay, runSchedule } from "../support/bookings.ts";
import { callsOf } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { deliverInAnyOrder } from "../support/deliveries.ts";
import { connectionLost, failing, isTransaction } from "../support/faults.ts";
import { liveInstructor } from "../support/instructors.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { deliver } from "../support/sqs-event.ts";
import { useTable } from "../support/table.ts";
import { instant } from "../support/vectors.ts";
import retention from "../vectors/identity-retention.json" with { type: "json" };
import { DISPUTE, REPORT } from "./objections.ts";
import { storeBooking } from "./stored.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const LAST_WEEK = "2026-02-25T17:00:00.000Z";
/** A booking in which everything is written that can be. */
const WORDY: Partial<Booking> = {
  status: "NO_SHOW",
  locationType: "student_location",
  location: { address: "12 Elm Street", lat: 40.78, lng: -73.97, placeId: "secret-place", label: "Secret home" },
  serviceArea: "Manhattan",
  studentNote: "A secret of the student.",
  instructorNote: "A secret of the instructor.",
  cancellationReason: "A secret reason.",
  noShow: { ...REPORT, reason: "A secret report.", disputeReason: "A secret objection.", resolution: "confirmed_after_review" },
  dispute: { ...DISPUTE, reason: "A secret dispute.", resolution: "withdrawn" },
};

describe("forget-booking-texts", () => {
  it.each(["student", "instructor"] as const)(
    "BKL-14 takes place, notes and reasons out of the booking and both lists: %s",
    async (side) => {
      const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
      const booking = await storeBooking(student, instructor, LAST_WEEK, WORDY);
      const gone = side === "student" ? student : instructor;
      expect(await deliver(forgetBookingTexts, [erasureOf(gone.userId)])).toEqual([]);
      const stored = await table.partition(`BOOKING#${booking.bookingId}`);
      const lists = await readAll([student, instructor].map(({ userId }) => bookingListKey(userId, booking.startsAt, booking.bookingId)));
      expect(JSON.stringify([stored, lists])).not.toMatch(/secret|Elm/i);
      const kept = { status: "NO_SHOW", serviceName: booking.serviceName, serviceArea: "Manhattan", version: 2 };
      for (const item of [await read(bookingKey(booking.bookingId)), ...lists]) expect(item).toMatchObject(kept);
      expect(await read(bookingKey(booking.bookingId))).toMatchObject({
        noShow: { type: "student", resolution: "confirmed_after_review" },
        dispute: { by: "student", resolution: "withdrawn" },
      });
      const left = side === "student" ? instructor : student;
      const { body } = await callAs(left, getBooking, { params: { bookingId: booking.bookingId } });
      expect(body).toMatchObject({ location: null, studentNote: null, instructorNote: null, cancellationReason: null, version: 2 });
      expect((await callAs(left, listBookings, {})).body.items).toMatchObject([{ id: booking.bookingId, locationText: null }]);
    },
  );

  it("BKL-14, BKE-5 waits until the lessons ahead are cancelled, and forgets the others meanwhile", async () => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    await openDay(instructor.userId);
    const past = await storeBooking(student, instructor, LAST_WEEK, { status: "COMPLETED", studentNote: "Scales." });
    const { id } = await confirmedBooking(student, instructor, { studentNote: "Arpeggios." });
    const event = erasureOf(student.userId);
    expect(await deliver(forgetBookingTexts, [event])).toEqual([event.id]);
    expect(await read(bookingKey(past.bookingId))).not.toHaveProperty("studentNote");
    expect(await read(bookingKey(id))).toMatchObject({ status: "CONFIRMED", studentNote: "Arpeggios." });
    expect(await deliver(cancelBookings, [event])).toEqual([]);
    expect(await deliverInAnyOrder(forgetBookingTexts, [event])).toEqual([]);
    const cancelled = await read(bookingKey(id));
    expect(cancelled).toMatchObject({ status: "CANCELLED", cancellationCode: "account_erased" });
    expect(cancelled).not.toHaveProperty("studentNote");
  });

  it("BKL-14 goes on where it was stopped, in pages of 25, and writes each booking once", async () => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    const special = { status: "COMPLETED", studentNote: "Scales." } as const;
    for (let hour = 0; hour < 30; hour++) await storeBooking(student, instructor, plusHours("2026-02-01T05:00:00.000Z", hour), special);
    const event = erasureOf(student.userId);
    let commits = 0;
    const dies = () =>
      failing(
        () => deliver(forgetBookingTexts, [event]),
        (call) => isTransaction(call) && ++commits > 12,
        connectionLost,
      );
    expect(await dies()).toEqual([event.id]);
    const { result, calls } = await callsOf(() => deliver(forgetBookingTexts, [event], 2));
    expect(result).toEqual([]);
    expect(calls.filter(isTransaction)).toHaveLength(18);
    expect(calls.filter(({ action }) => action === "Query").map(({ input }) => (input as { readonly Limit: number }).Limit)).toEqual([
      25, 25,
    ]);
    const bookings = (await table.items()).filter(({ type, studentId }) => type === "booking" && studentId === student.userId);
    expect(bookings.map(({ version, studentNote }) => [version, studentNote])).toEqual(bookings.map(() => [2, undefined]));
  });
});

describe("forget-old-booking-texts", () => {
  it.each(retention.cases.filter(({ kind }) => kind === "bookingPii"))("PRV-8 of a booking made at $at: $purge", ({ at, purge }) => {
    expect(textsDueAt(instant(at)) <= instant(retention.now)).toBe(purge);
  });

  it("BKL-14, PRV-8 takes the texts out once a booking is older than 2,555 days, and looks at no booking without any", async () => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    const wordy = await storeBooking(student, instructor, LAST_WEEK, WORDY);
    const silent = await storeBooking(student, instructor, plusHours(LAST_WEEK, 2), { status: "COMPLETED" });
    setClock(plusMilliseconds(MONDAY, 2_555 * DAY_MS));
    expect(await runSchedule(forgetOldBookingTexts)).toEqual({ scanned: 0, done: 0, failed: 0 });
    setClock(plusMilliseconds(MONDAY, 2_555 * DAY_MS + 1));
    expect(await runSchedule(forgetOldBookingTexts)).toEqual({ scanned: 1, done: 1, failed: 0 });
    expect(JSON.stringify(await read(bookingKey(wordy.bookingId)))).not.toMatch(/secret|Elm/i);
    expect(await read(bookingKey(silent.bookingId))).toMatchObject({ version: 1 });
    expect(await runSchedule(forgetOldBookingTexts)).toEqual({ scanned: 0, done: 0, failed: 0 });
  });
});

/** As the relay would send it; erasing is identity's. */
function erasureOf(userId: UserId): DomainEvent<"user.erased"> {
  const data = { userId, mode: "anonymize" } as const;
  return { id: newId("evt", MONDAY), eventType: "user.erased", version: 1, occurredAt: MONDAY, requestId: "req_erasure", data };
}
