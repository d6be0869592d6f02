import { describe, expect, it } from "vitest";
import type { Booking } from "../../core/bookings/booking.ts";
import { countFutureBookings } from "../../core/bookings/count-future-bookings.ts";
import type { CreditStanding } from "../../core/payments/credit-standing.ts";
import { commit } from "../../core/table/commit.ts";
import { absent } from "../../core/table/condition.ts";
import { bookingKey, creditStandingKey } from "../../core/table/keys.ts";
import { read } from "../../core/table/read.ts";
import { put } from "../../core/table/write.ts";
import { addDays, type Instant, type LocalDate, plusHours } from "../../core/time.ts";
import * as addBlackout from "../../functions/availability/add-blackout-date.ts";
import * as saveWeek from "../../functions/availability/save-week-availability.ts";
import * as updateSettings from "../../functions/availability/update-calendar-settings.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as getBooking from "../../functions/bookings/get-booking.ts";
import * as getCancellationQuote from "../../functions/bookings/get-cancellation-quote.ts";
import * as rescheduleBooking from "../../functions/bookings/reschedule-booking.ts";
import { book, callAs, confirmedBooking, MONDAY, openDay, WEDNESDAY } from "../support/bookings.ts";
import { callsOf } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { storeBooking } from "./stored.ts";

useTable();
useClock(MONDAY);
withoutRateLimits();

describe("a booking whose surroundings change", () => {
  it("BKE-7 stands when its hours are removed, a day off is put over it and the buffers grow; new ones meet the change", async () => {
    const { student, instructor, booking } = await confirmed();
    const before = await read(bookingKey(booking.id));
    const closed = { weekStart: "2026-03-02", days: [{ date: WEDNESDAY, windows: [] }] };
    await callAs(instructor, saveWeek, { query: { override: "true" }, body: closed });
    await callAs(instructor, addBlackout, { body: { date: WEDNESDAY, reason: "Surgery" } });
    await callAs(instructor, updateSettings, { body: { bufferMinutes: 60, travelBufferMinutes: 120 } });
    expect(await read(bookingKey(booking.id))).toEqual(before);
    expect((await callAs(student, getBooking, { params: { bookingId: booking.id } })).body).toMatchObject({ status: "CONFIRMED" });
    expect((await book(student, instructor, { startTime: "16:00" })).status).toBe(409);
  });

  it("BKE-8 keeps the instructor from changing zone while it lies ahead, and keeps its own zone when they do afterwards", async () => {
    const { student, instructor, booking } = await confirmed();
    const chicago = { body: { timezone: "America/Chicago" } };
    expect((await callAs(instructor, updateSettings, chicago)).problem).toMatchObject({ status: 409, code: "HAS_FUTURE_LESSONS" });
    setClock(plusHours(booking.startsAt, 72));
    expect((await callAs(instructor, updateSettings, chicago)).body.timezone).toBe("America/Chicago");
    expect((await callAs(student, getBooking, { params: { bookingId: booking.id } })).body).toMatchObject({
      timezone: "America/New_York",
      startTime: "12:00",
      startsAt: booking.startsAt,
    });
  });

  it.each<[string, Partial<CreditStanding>, string]>([
    ["locked", { accountLocked: true }, "PAYMENT_ACCOUNT_LOCKED"],
    ["restricted", { accountRestricted: true }, "PAYMENT_ACCOUNT_RESTRICTED"],
  ])("BKE-12 stands when its student's account is %s, who can cancel it but neither move it nor book another", async (_, marks, code) => {
    const { student, instructor, booking } = await confirmed();
    await commit([put(creditStandingKey(student.userId), { ...standingOf(student), ...marks }, absent)]);
    expect((await book(student, instructor, { startTime: "16:00" })).problem).toMatchObject({ status: 403, code });
    const elsewhen = { body: { date: WEDNESDAY, startTime: "16:00" }, headers: { "idempotency-key": "move" } };
    const params = { bookingId: booking.id };
    expect((await callAs(student, rescheduleBooking, { params, ...elsewhen })).problem).toMatchObject({ status: 403, code });
    expect((await callAs(student, getBooking, { params })).body).toMatchObject({ status: "CONFIRMED", version: 2 });
    expect((await callAs(student, cancelBooking, { params, body: { reason: "I am ill." } })).status).toBe(200);
  });
});

describe("a booking over a change of the clock", () => {
  /** Ten in the morning on the Sundays on which New York's clocks go forward and back: the noon before is 23 and 25 real hours away. */
  const CASES: readonly [LocalDate, Instant, readonly (readonly [string, Instant, string])[]][] = [
    [
      "2026-03-08",
      "2026-03-08T14:00:00.000Z",
      [
        ["24 real hours, 09:00", "2026-03-07T14:00:00.000Z", "gte24"],
        ["10:00 the day before", "2026-03-07T15:00:00.000Z", "12to24"],
        ["12 real hours, 21:00", "2026-03-08T02:00:00.000Z", "12to24"],
        ["22:00 the day before", "2026-03-08T03:00:00.000Z", "lt12"],
      ],
    ],
    [
      "2026-11-01",
      "2026-11-01T15:00:00.000Z",
      [
        ["10:00 the day before", "2026-10-31T14:00:00.000Z", "gte24"],
        ["24 real hours, 11:00", "2026-10-31T15:00:00.000Z", "gte24"],
        ["a millisecond later", "2026-10-31T15:00:00.001Z", "12to24"],
        ["12 real hours, 23:00", "2026-11-01T03:00:00.000Z", "12to24"],
        ["a millisecond later", "2026-11-01T03:00:00.001Z", "lt12"],
      ],
    ],
  ];

  it.each(CASES)(
    "BKE-9 on %s begins at the local time agreed, with the offset of its own date, and real hours count",
    async (date, startsAt, windows) => {
      setClock(plusHours(startsAt, -6 * 24));
      const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
      await openDay(instructor.userId, date);
      const booking = await confirmedBooking(student, instructor, { date, startTime: "10:00" });
      expect(booking).toMatchObject({ date, startTime: "10:00", endTime: "11:00", startsAt });
      const params = { bookingId: booking.id };
      for (const [name, now, window] of windows) {
        setClock(now);
        expect((await callAs(student, getCancellationQuote, { params })).body.window, name).toBe(window);
      }
      await callAs(student, cancelBooking, { params, body: { reason: "I am ill." } });
      expect(await read(bookingKey(booking.id))).toMatchObject({ startTime: "10:00", startsAt, cancellationWindow: "lt12" });
    },
  );
});

describe("a private lesson", () => {
  it.each(["ageGroup", "skillLevel", "learnerName", "participants"])("BK-35 knows no %s beside the note", async (field) => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    await openDay(instructor.userId);
    const refused = await book(student, instructor, { [field]: "two beginners" });
    expect(refused.problem).toMatchObject({
      status: 422,
      code: "VALIDATION_FAILED",
      errors: [{ field: `/${field}`, code: "UNKNOWN_FIELD" }],
    });
    const noted = await book(student, instructor, { studentNote: "For my daughter, who is eight and a beginner." });
    expect(noted.body.booking).toMatchObject({ studentNote: "For my daughter, who is eight and a beginner." });
  });

  it("BK-35 has one student: nobody joins it", async () => {
    const { instructor } = await confirmed();
    expect((await book(await signedIn(), instructor)).problem).toMatchObject({ status: 409, code: "TIME_TAKEN" });
  });
});

describe("countFutureBookings", () => {
  /** Ten in the morning in New York, four in the next morning in Auckland, five in Honolulu. */
  const CASES: readonly [string, Instant, Partial<Booking>, number][] = [
    ["earlier today", "2026-03-02T13:00:00.000Z", { status: "COMPLETED" }, 1],
    ["missed today", "2026-03-02T13:00:00.000Z", { status: "NO_SHOW" }, 1],
    ["yesterday evening", "2026-03-02T03:00:00.000Z", { status: "CONFIRMED" }, 0],
    ["unpaid tomorrow", "2026-03-03T15:00:00.000Z", { status: "PENDING" }, 1],
    ["next year", "2027-03-03T15:00:00.000Z", { status: "CONFIRMED" }, 1],
    ["cancelled", "2026-03-03T15:00:00.000Z", { status: "CANCELLED" }, 0],
    ["never paid", "2026-03-03T15:00:00.000Z", { status: "PAYMENT_FAILED" }, 0],
    ["yesterday in Auckland", "2026-03-02T10:00:00.000Z", { timezone: "Pacific/Auckland", date: "2026-03-02" }, 0],
    ["today in Honolulu", "2026-03-02T10:30:00.000Z", { timezone: "Pacific/Honolulu", date: "2026-03-02" }, 1],
  ];

  it.each(CASES)("BKE-11 of a lesson %s", async (_, startsAt, special, expected) => {
    const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
    await storeBooking(student, instructor, startsAt, special);
    expect(await countFutureBookings(student.userId, "student", MONDAY)).toBe(expected);
    expect(await countFutureBookings(instructor.userId, "instructor", MONDAY)).toBe(expected);
    expect(await countFutureBookings(student.userId, "instructor", MONDAY)).toBe(0);
  });

  it("BKE-11 reads the list itself, strongly", async () => {
    const { calls } = await callsOf(async () => countFutureBookings((await signedIn()).userId, "student", MONDAY));
    const queries = calls.filter(({ action }) => action === "Query").map(({ input }) => input);
    expect(queries).toMatchObject([{ ConsistentRead: true }]);
    expect(queries[0]).not.toHaveProperty("IndexName");
  });
});

/** A confirmed lesson on Wednesday at noon; the evening before is open too. */
async function confirmed() {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  for (const date of [WEDNESDAY, addDays(WEDNESDAY, 1)]) await openDay(instructor.userId, date);
  return { student, instructor, booking: await confirmedBooking(student, instructor) };
}

function standingOf({ userId }: SignedIn): CreditStanding {
  const cents = { availableCents: 0, reservedCents: 0, negativeCents: 0 };
  return { studentId: userId, ...cents, accountLocked: false, accountRestricted: false, completedLessons: 0 };
}
