import { describe, expect, it } from "vitest";
import type { Booking } from "../../core/bookings/booking.ts";
import { refuseUpdate } from "../../core/bookings/decide-update.ts";
import { type BookingId, newId } from "../../core/ids.ts";
import { bookingKey, bookingListKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { DAY_MS, type Instant, plusHours, plusMilliseconds, plusMinutes } from "../../core/time.ts";
import * as updateBooking from "../../functions/bookings/update-booking.ts";
import * as expireUnpaidBookings from "../../functions/schedules/expire-unpaid-bookings.ts";
import { callAs, MONDAY, openDay, pendingBooking, runSchedule, STATUSES } from "../support/bookings.ts";
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

const STARTS_AT: Instant = "2026-03-04T17:00:00.000Z";
const BRYANT_PARK = { meetingLocation: "Bryant Park", locationLat: 40.7536, locationLng: -73.9832 };
const NEUTRAL = { locationType: "neutral_location", location: { address: "Union Square" } } as const;

describe("updateBooking", () => {
  it("BK-52, BK-57 changes each side's own note, trimmed, and says only which field it was", async () => {
    const { student, instructor, bookingId } = await stored();
    const { status, headers, body } = await change(student, bookingId, { studentNote: "  Scales, please. " });
    expect([status, headers.etag, body.studentNote, body.version]).toEqual([200, '"2"', "Scales, please.", 2]);
    expect((await change(instructor, bookingId, { instructorNote: "Bring the Czerny." })).body).toMatchObject({
      studentNote: "Scales, please.",
      instructorNote: "Bring the Czerny.",
      version: 3,
    });
    const people = { studentId: student.userId, instructorId: instructor.userId };
    const [one, other, ...more] = (await eventsOf(table, bookingId, "booking.updated")).map((event) => event.data);
    const fact = { bookingId, ...people };
    expect([one, other]).toEqual(
      expect.arrayContaining([
        { ...fact, version: 2, fields: ["studentNote"] },
        { ...fact, version: 3, fields: ["instructorNote"] },
      ]),
    );
    expect(more).toEqual([]);
  });

  it("BK-51, BK-57 leaves an unpaid booking its deadline", async () => {
    const [student, instructor] = [await signedIn(), await liveInstructor()];
    await openDay(instructor.userId);
    const { id } = await pendingBooking(student, instructor);
    expect((await change(student, id, { studentNote: "Scales, please." })).status).toBe(200);
    setClock(plusMinutes(MONDAY, 30));
    await runSchedule(expireUnpaidBookings);
    expect(await read(bookingKey(id))).toMatchObject({ status: "PAYMENT_FAILED", studentNote: "Scales, please." });
  });

  it.each([null, "  "])("BK-53 takes a note away by %j", async (studentNote) => {
    const { student, bookingId } = await stored({ studentNote: "Scales." });
    expect((await change(student, bookingId, { studentNote })).body).toMatchObject({ studentNote: null, version: 2 });
    expect(await read(bookingKey(bookingId))).not.toHaveProperty("studentNote");
  });

  it("BK-53, BK-54 writes nothing when nothing changes", async () => {
    const { student, bookingId } = await stored({ studentNote: "Scales." });
    const { calls, result } = await callsOf(() => change(student, bookingId, { studentNote: " Scales. " }));
    expect([result.status, result.body.version, transactionsIn(calls)]).toEqual([200, 1, []]);
  });

  it("BK-52, BK-54 changes a neutral place in the booking and in both lists", async () => {
    const { student, instructor, bookingId } = await stored(NEUTRAL);
    const { body } = await change(instructor, bookingId, BRYANT_PARK);
    expect(body).toMatchObject({ locationText: "Bryant Park", location: { lat: 40.7536, lng: -73.9832 }, version: 2 });
    for (const { userId } of [student, instructor]) {
      expect(await read(bookingListKey(userId, STARTS_AT, bookingId))).toMatchObject({ version: 2, location: { address: "Bryant Park" } });
    }
    expect(await eventsOf(table, bookingId, "booking.updated")).toMatchObject([{ data: { fields: ["meetingLocation"] } }]);
  });

  it("BK-22, BK-23, BK-53 judges a new place like that of a new lesson, and takes none away", async () => {
    // Who travels to students, but receives nobody, meets them only where they travel anyway.
    const instructor = await liveInstructor({
      areas: ["nyc-manhattan-chelsea-hudson-yards"],
      offerings: [{ formatPrices: (["student_location", "online"] as const).map((format) => ({ format, hourlyRateCents: 9_000 })) }],
    });
    const { bookingId } = await storeBooking(await signedIn(), instructor, STARTS_AT, NEUTRAL);
    expect(await refusal(instructor, bookingId, { meetingLocation: "Somewhere" })).toMatchObject({ code: "COORDINATES_REQUIRED" });
    expect(await refusal(instructor, bookingId, BRYANT_PARK)).toMatchObject({ status: 422, code: "OUTSIDE_SERVICE_AREA" });
    for (const meetingLocation of [null, " "]) {
      expect(await refusal(instructor, bookingId, { meetingLocation })).toMatchObject({ status: 422, code: "ADDRESS_REQUIRED" });
    }
    const chelsea = { meetingLocation: "200 W 23rd St, New York", locationLat: 40.7441, locationLng: -73.9963 };
    expect((await change(instructor, bookingId, chelsea)).status).toBe(200);
  });

  it.each(STATUSES)("BK-52, BKT-12 leaves the instructor 30 days after a lesson that is %s to write", (status) => {
    const endsAt = plusHours(STARTS_AT, 1);
    const booking = { status, locationType: "online", startsAt: STARTS_AT, endsAt } as const;
    const closes = plusMilliseconds(endsAt, 30 * DAY_MS);
    const codeAt = (now: Instant) => refuseUpdate(booking, ["instructorNote"], "instructor", now)?.code;
    expect([codeAt(plusMilliseconds(closes, -1)), codeAt(closes)]).toEqual([undefined, "BOOKING_NOT_EDITABLE"]);
  });

  it("BK-52, BK-57, BKT-8 closes note and place of a lesson with its start", async () => {
    const { student, instructor, bookingId } = await stored(NEUTRAL);
    setClock(STARTS_AT);
    for (const [person, body] of [
      [student, { studentNote: "Scales." }],
      [instructor, BRYANT_PARK],
    ] as const) {
      expect(await refusal(person, bookingId, body)).toMatchObject({ status: 409, code: "BOOKING_NOT_EDITABLE" });
    }
  });

  it.each(STATUSES)("BK-57 the student of a booking that is %s", async (status) => {
    const { student, bookingId } = await stored({ status });
    const isLive = status === "PENDING" || status === "CONFIRMED";
    expect((await change(student, bookingId, { studentNote: "Scales." })).status).toBe(isLive ? 200 : 409);
  });

  it("BK-52 refuses the other side's fields by name, before any state", async () => {
    const { student, instructor, bookingId } = await stored({ status: "COMPLETED" });
    const denied = { status: 403, code: "FIELD_NOT_EDITABLE" };
    expect(await refusal(student, bookingId, { instructorNote: "x" })).toMatchObject({ ...denied, field: "instructorNote" });
    expect(await refusal(student, bookingId, BRYANT_PARK)).toMatchObject({ ...denied, field: "meetingLocation" });
    expect(await refusal(instructor, bookingId, { studentNote: "x" })).toMatchObject({ ...denied, field: "studentNote" });
    // Online there is no place to change.
    expect(await refusal(instructor, bookingId, BRYANT_PARK)).toMatchObject({ ...denied, field: "meetingLocation" });
  });

  it("BK-55 shows strangers no booking", async () => {
    const { bookingId } = await stored();
    const stranger = await signedIn();
    const foreign = await refusal(stranger, bookingId, { instructorNote: "x" });
    expect(foreign).toEqual(await refusal(stranger, newId("bkg", MONDAY), { instructorNote: "x" }));
    expect(foreign).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
  });

  it("BK-53, API-33 refuses a change of another version with 412", async () => {
    const { student, bookingId } = await stored();
    const stale = await change(student, bookingId, { studentNote: "Scales." }, { "if-match": '"7"' });
    expect(stale.problem).toMatchObject({ status: 412, code: "PRECONDITION_FAILED", currentVersion: 1 });
    expect((await change(student, bookingId, { studentNote: "Scales." }, { "if-match": '"1.5"' })).status).toBe(200);
  });

  it("BK-2, BK-52 refuses an empty change and a note over 1 000 characters", async () => {
    const { student, bookingId } = await stored();
    for (const body of [{}, { studentNote: "é".repeat(1_001) }]) {
      expect(await refusal(student, bookingId, body)).toMatchObject({ status: 422, code: "VALIDATION_FAILED" });
    }
  });

  it("BKR-10, BK-56 waits for a move, and gives up after five lost races", async () => {
    const movingTo = { bookingId: newId("bkg", MONDAY), leaseUntil: plusMilliseconds(MONDAY, 90_000) };
    const moving = await stored({ movingTo });
    const busy = { status: 409, code: "OPERATION_IN_PROGRESS" };
    expect(await refusal(moving.student, moving.bookingId, { studentNote: "x" })).toMatchObject(busy);
    const { student, bookingId } = await stored();
    const lost = await failing(() => change(student, bookingId, { studentNote: "x" }), isTransaction, conflict);
    expect(lost.problem).toMatchObject(busy);
  });
});

async function stored(special: Partial<Booking> = {}) {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const { bookingId } = await storeBooking(student, instructor, STARTS_AT, special);
  return { student, instructor, bookingId };
}

function change(
  person: SignedIn,
  bookingId: BookingId,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
) {
  return callAs(person, updateBooking, { params: { bookingId }, body, headers });
}

/** The refusal without what names this one request. */
async function refusal(person: SignedIn, bookingId: BookingId, body: Readonly<Record<string, unknown>>) {
  const { requestId: _id, instance: _path, ...rest } = (await change(person, bookingId, body)).problem;
  return rest;
}
