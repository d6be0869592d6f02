import { describe, expect, it, vi } from "vitest";
import { newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { calendarSettingsKey, instructorProfileKey, userKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { plusMilliseconds } from "../../core/time.ts";
import * as checkBookingAvailability from "../../functions/bookings/check-booking-availability.ts";
import { book, callAs, confirmedBooking, MONDAY, openDay, pendingBooking, WEDNESDAY, wishOf } from "../support/bookings.ts";
import { callsOf, singleWritesIn, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { type LiveInstructor, type LiveInstructorFacts, liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { useTable } from "../support/table.ts";

useTable();
useClock(MONDAY);
vi.stubEnv("RATE_LIMIT_MODE", "stub");

type Special = Readonly<Record<string, unknown>>;

const CHELSEA = { meetingLocation: "200 W 23rd St, New York", locationLat: 40.7441, locationLng: -73.9963 };
const BROOKLYN = { meetingLocation: "1 Prospect Park W, Brooklyn", locationLat: 40.6722, locationLng: -73.9707 };

describe("checkBookingAvailability", () => {
  it("BKQ-1, BKQ-2 says when the lesson would be, and writes nothing", async () => {
    const { student, instructor } = await people();
    const { result, calls } = await callsOf(() => ask(student, instructor));
    expect(result).toEqual({
      available: true,
      reason: null,
      details: null,
      warnings: [],
      minAdvanceHours: null,
      timeInfo: {
        date: WEDNESDAY,
        startTime: "12:00",
        endTime: "13:00",
        timezone: "America/New_York",
        startsAt: "2026-03-04T17:00:00.000Z",
        endsAt: "2026-03-04T18:00:00.000Z",
      },
    });
    expect([...transactionsIn(calls), ...singleWritesIn(calls)]).toEqual([]);
  });

  const reasons: readonly (readonly [string, Special, string, Special | null])[] = [
    ["BK-12", { durationMinutes: 45 }, "DURATION_NOT_OFFERED", { options: [30, 60, 90] }],
    ["BK-23", { locationType: "student_location", ...BROOKLYN }, "OUTSIDE_SERVICE_AREA", null],
    ["BK-22", { locationType: "student_location", meetingLocation: "Somewhere" }, "COORDINATES_REQUIRED", null],
    ["BK-28", { startTime: "12:10" }, "INVALID_START_TIME", null],
    ["BK-28", { date: "2026-03-05" }, "NOT_OPEN", null],
    ["BK-28", { date: "2027-03-03" }, "BEYOND_HORIZON", { lastDate: "2027-03-02" }],
  ];
  it.each(reasons)("BKQ-1, %s answers 200 with the first reason against it, as booking would", async (_, special, reason, details) => {
    const { student, instructor } = await people();
    expect(await ask(student, instructor, special)).toMatchObject({ available: false, reason, details });
    expect((await book(student, instructor, special)).problem).toMatchObject({ code: reason, ...details });
  });

  it("BKQ-1, BK-5, BK-9 asks about the two people first", async () => {
    const { student, instructor } = await people();
    expect(await ask(student, instructor, { instructorId: student.userId })).toMatchObject({ reason: "SELF_BOOKING" });
    await commit([update(instructorProfileKey(instructor.userId), { set: { isLive: false } }, present)]);
    const details = { reason: "temporarily_unavailable" };
    expect(await ask(student, instructor, { durationMinutes: 45 })).toMatchObject({ reason: "INSTRUCTOR_NOT_BOOKABLE", details });
  });

  it("BKQ-1 does not ask whether the student's account may book", async () => {
    const { student, instructor } = await people();
    await commit([update(userKey(student.userId), { set: { accountStatus: "suspended" } }, present)]);
    expect(await ask(student, instructor)).toMatchObject({ available: true });
  });

  it("BKQ-1 answers 404 for who or what is not there", async () => {
    const { student, instructor } = await people();
    const nobody = await check(student, instructor, { instructorId: newId("usr", MONDAY) });
    expect(nobody.problem).toMatchObject({ status: 404, code: "INSTRUCTOR_NOT_FOUND" });
    const nothing = await check(student, instructor, { instructorServiceId: newId("isv", MONDAY) });
    expect(nothing.problem).toMatchObject({ status: 404, code: "INSTRUCTOR_SERVICE_NOT_FOUND" });
  });

  it("BKQ-1 does not judge the place that the question leaves open", async () => {
    const { student, instructor } = await people();
    for (const locationType of ["student_location", "neutral_location"]) {
      expect(await ask(student, instructor, { locationType })).toMatchObject({ available: true });
    }
    expect(await ask(student, instructor, { locationType: "instructor_location" })).toMatchObject({ available: true });
    await commit([update(instructorProfileKey(instructor.userId), { set: { preferredTeachingLocations: [] } }, present)]);
    expect(await ask(student, instructor, { locationType: "instructor_location" })).toMatchObject({ reason: "NO_TEACHING_LOCATION" });
  });

  it("BKQ-1 judges an open format as the strictest one, and asks neither for its place nor its price", async () => {
    const prices = [{ format: "online", hourlyRateCents: 1_000 }] as const;
    const { student, instructor } = await people({ offerings: [{ formatPrices: prices }] });
    expect(await ask(student, instructor, { locationType: undefined })).toMatchObject({ available: true });
    // An hour's notice is enough online; three are needed where the instructor travels.
    await openDay(instructor.userId, "2026-03-02");
    const soon = { date: "2026-03-02", startTime: "12:00" };
    expect(await ask(student, instructor, { ...soon, locationType: undefined })).toMatchObject({ reason: "MINIMUM_NOTICE" });
  });

  it("BKQ-1 names the notice in hours, rounded up", async () => {
    const { student, instructor } = await people();
    await openDay(instructor.userId, "2026-03-02");
    const soon = { date: "2026-03-02", startTime: "10:30" };
    expect(await ask(student, instructor, soon)).toMatchObject({ reason: "MINIMUM_NOTICE", minAdvanceHours: 1, timeInfo: null });
  });

  it("BKQ-1, BK-28, BK-29 sees the lessons of both sides, the instructor's first", async () => {
    const { student, instructor } = await people();
    const other = await liveInstructor();
    await openDay(other.userId);
    const booked = await pendingBooking(student, instructor);
    expect(await ask(student, instructor)).toMatchObject({ reason: "TIME_TAKEN" });
    expect(await ask(student, instructor, { startTime: "13:00" })).toMatchObject({
      reason: "BUFFER_CONFLICT",
      details: { bufferMinutes: 15 },
    });
    expect(await ask(student, other)).toMatchObject({
      reason: "STUDENT_TIME_CONFLICT",
      details: { bookingId: booked.id, startsAt: booked.startsAt, endsAt: booked.endsAt },
    });
  });

  it("BKQ-3 leaves an own live booking out on both sides, and names another in the way instead", async () => {
    const { student, instructor } = await people();
    const other = await liveInstructor();
    await openDay(other.userId);
    await commit([update(calendarSettingsKey(instructor.userId), { set: { bufferMinutes: 0 } }, present)]);
    const excluded = await pendingBooking(student, instructor);
    const exclude = { excludeBookingId: excluded.id };
    expect(await ask(student, instructor, { ...exclude, startTime: "12:30" })).toMatchObject({ available: true });
    expect(await ask(student, other, exclude)).toMatchObject({ available: true });
    const second = await pendingBooking(student, other, { startTime: "13:00" });
    const inTheWay = { reason: "STUDENT_TIME_CONFLICT", details: { bookingId: second.id } };
    expect(await ask(student, instructor, { ...exclude, startTime: "12:30" })).toMatchObject(inTheWay);
  });

  it("BKQ-3 answers 404 for a booking to leave out that is not the caller's, or not there", async () => {
    const { student, instructor } = await people();
    const theirs = await pendingBooking(await signedIn(), instructor, { startTime: "18:00" });
    for (const excludeBookingId of [theirs.id, newId("bkg", MONDAY)]) {
      const { problem } = await check(student, instructor, { excludeBookingId });
      expect(problem).toMatchObject({ status: 404, code: "BOOKING_NOT_FOUND" });
    }
  });

  it("BKQ-4 takes the end instead of the length, midnight under both names", async () => {
    const { student, instructor } = await people();
    const until = (startTime: string, endTime: string) => ask(student, instructor, { startTime, endTime, durationMinutes: undefined });
    expect(await until("12:00", "13:30")).toMatchObject({ available: true, timeInfo: { endTime: "13:30" } });
    for (const midnight of ["00:00", "24:00"]) {
      expect(await until("23:00", midnight)).toMatchObject({ available: true, timeInfo: { endTime: "24:00" } });
    }
    expect(await ask(student, instructor, { endTime: "13:00" })).toMatchObject({ available: true });
  });

  it("BKQ-1, BKQ-4 refuses a question without a length, or with two", async () => {
    const { student, instructor } = await people();
    const wrong: readonly Special[] = [
      { durationMinutes: undefined },
      { endTime: "12:30" },
      { endTime: "11:00", durationMinutes: undefined },
    ];
    for (const special of wrong) {
      expect((await check(student, instructor, special)).problem).toMatchObject({ status: 422, code: "VALIDATION_FAILED" });
    }
  });

  it("BKQ-5 answers instructors too, without asking for lessons of their own", async () => {
    const { instructor } = await people();
    const colleague = await liveInstructor();
    await openDay(colleague.userId);
    await pendingBooking(await signedIn(), colleague);
    expect(await ask(colleague, instructor)).toMatchObject({ available: true });
    expect(await ask(instructor, colleague)).toMatchObject({ reason: "TIME_TAKEN" });
    const admin = await signedIn({ role: "admin" });
    expect((await check(admin, instructor)).problem.code).toBe("ROLE_REQUIRED");
  });

  it("BKQ-6 warns of an own lesson elsewhere that is less than half an hour away, on either side", async () => {
    const { student, instructor } = await people();
    const other = await liveInstructor();
    await openDay(other.userId);
    const studio = { locationType: "instructor_location" };
    const before = await confirmedBooking(student, other, { ...studio, startTime: "10:45", durationMinutes: 60 });
    const here = { locationType: "student_location", ...CHELSEA };
    const warning = { type: "proximity", bookingId: before.id, serviceName: "Piano" };
    expect(await ask(student, instructor, here)).toMatchObject({ available: true, warnings: [{ ...warning, gapMinutes: 15 }] });
    expect((await ask(student, instructor, { ...here, startTime: "12:15" })).warnings).toEqual([]);
    expect((await ask(student, instructor, { ...here, startTime: "11:45" })).warnings).toEqual([{ ...warning, gapMinutes: 0 }]);
    expect((await ask(student, instructor, { ...here, startTime: "09:30" })).warnings).toEqual([{ ...warning, gapMinutes: 15 }]);
    expect((await ask(student, instructor, { startTime: "12:00" })).warnings).toEqual([]);
    // At the same address there is no way to go.
    expect((await ask(student, instructor, studio)).warnings).toEqual([]);
  });

  it("BKQ-2 answers thirty questions a minute", async () => {
    const { student, instructor } = await people();
    vi.stubEnv("RATE_LIMIT_MODE", "");
    const statuses: number[] = [];
    for (let count = 0; count < 31; count++) {
      // Slowly enough for the bucket of all searches.
      setClock(plusMilliseconds(MONDAY, count * 1_500));
      statuses.push((await check(student, instructor)).status);
    }
    vi.stubEnv("RATE_LIMIT_MODE", "stub");
    expect(statuses.slice(0, 30).every((status) => status === 200)).toBe(true);
    expect(statuses[30]).toBe(429);
  });
});

async function people(facts: LiveInstructorFacts = {}) {
  const areas = ["nyc-manhattan-chelsea-hudson-yards"] as const;
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor({ areas, ...facts })]);
  await openDay(instructor.userId);
  return { student, instructor };
}

function check(person: SignedIn, instructor: LiveInstructor, special: Special = {}) {
  return callAs(person, checkBookingAvailability, { body: { ...wishOf(instructor), ...special } });
}

async function ask(person: SignedIn, instructor: LiveInstructor, special: Special = {}) {
  return (await check(person, instructor, special)).body;
}
