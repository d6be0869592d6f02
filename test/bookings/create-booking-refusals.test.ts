import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, vi } from "vitest";
import type { ServiceCall } from "../../core/clients/observe.ts";
import { newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { absent, any, present } from "../../core/table/condition.ts";
import { availabilityDayKey, creditStandingKey, instructorProfileKey, offeringKey, userKey } from "../../core/table/keys.ts";
import { put, update } from "../../core/table/write.ts";
import * as createBooking from "../../functions/bookings/create-booking.ts";
import { book, callAs, confirmedBooking, MONDAY, openDay, pendingBooking, WEDNESDAY, wishOf } from "../support/bookings.ts";
import { callsOf, singleWritesIn, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { type LiveInstructor, type LiveInstructorFacts, liveInstructor } from "../support/instructors.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

useTable();
useClock(MONDAY);
withoutRateLimits();

const ADDRESS = { meetingLocation: "200 W 23rd St, New York" };
const CHELSEA = { ...ADDRESS, locationLat: 40.7441, locationLng: -73.9963 };
const BROOKLYN = { meetingLocation: "1 Prospect Park W, Brooklyn", locationLat: 40.6722, locationLng: -73.9707 };
const ONLINE_ONLY = { formatPrices: [{ format: "online", hourlyRateCents: 8_000 }] } as const;

describe("who may not book", () => {
  it("BK-1 anyone but students, and students without the permission", async () => {
    const { instructor } = await people();
    const other = await liveInstructor();
    await refuses(other, instructor, {}, { status: 403, code: "ROLE_REQUIRED" });
    const student = await signedIn({ permissionOverrides: { create_bookings: false } });
    await refuses(student, instructor, {}, { status: 403, code: "PERMISSION_REQUIRED", permission: "create_bookings" });
  });

  it("BK-4 a suspended student", async () => {
    const { student, instructor } = await people();
    await commit([update(userKey(student.userId), { set: { accountStatus: "suspended" } }, present)]);
    await refuses(student, instructor, {}, { status: 403, code: "ACCOUNT_SUSPENDED" });
  });

  it("BK-11, CK-2 a student whose account is locked, restricted or owes credit, in this order", async () => {
    const { student, instructor } = await people();
    const stand = async (accountLocked: boolean, accountRestricted: boolean, negativeCents: number) => {
      const counters = { studentId: student.userId, availableCents: 0, reservedCents: 0, completedLessons: 0 };
      const standing = { ...counters, accountLocked, accountRestricted, negativeCents };
      await commit([put(creditStandingKey(student.userId), standing, any(absent, present))]);
    };
    await stand(true, true, -100);
    await refuses(student, instructor, {}, { status: 403, code: "PAYMENT_ACCOUNT_LOCKED" });
    await stand(false, true, -100);
    await refuses(student, instructor, {}, { status: 403, code: "PAYMENT_ACCOUNT_RESTRICTED" });
    await stand(false, false, -100);
    await refuses(student, instructor, {}, { status: 403, code: "NEGATIVE_CREDIT_BALANCE", balanceCents: -100 });
    await stand(false, false, 0);
    expect((await book(student, instructor)).status).toBe(201);
  });

  it("BK-27 a student with five unpaid bookings, until one of them is paid", async () => {
    const { student, instructor } = await people();
    const starts = ["08:00", "09:00", "10:00", "11:00", "12:00"];
    for (const startTime of starts) await pendingBooking(student, instructor, { startTime, durationMinutes: 30 });
    await refuses(student, instructor, { startTime: "15:00" }, { status: 409, code: "TOO_MANY_UNPAID_BOOKINGS", max: 5 });
    await refuses(student, instructor, { startTime: "12:00" }, { status: 409, code: "TOO_MANY_UNPAID_BOOKINGS" });
  });
});

describe("requests that make no sense", () => {
  const malformed: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ["an unknown field", { teacher: "Maya" }, "/teacher"],
    ["a note of more than 1 000 characters after trimming", { studentNote: ` ${"é".repeat(1_001)} ` }, "/studentNote"],
    ["half a coordinate", { locationType: "student_location", ...ADDRESS, locationLat: 40.7 }, "/locationLng"],
    ["a place for an online lesson", ADDRESS, "/meetingLocation"],
    ["a teaching place for an online lesson", { teachingPlaceId: newId("plc", MONDAY) }, "/teachingPlaceId"],
    ["a duration beyond all bounds", { durationMinutes: 721 }, "/durationMinutes"],
    ["a date that does not exist", { date: "2026-02-30" }, "/date"],
    ["a missing field", { startTime: undefined }, "/startTime"],
  ];
  it.each(malformed)("BK-2 %s", async (_, special, field) => {
    const { student, instructor } = await people();
    const errors = [expect.objectContaining({ field })];
    await refuses(student, instructor, special, { status: 422, code: "VALIDATION_FAILED", errors });
  });

  it("BK-2 blanks around a note do not count", async () => {
    const { student, instructor } = await people();
    const booking = await pendingBooking(student, instructor, { studentNote: `  ${"é".repeat(1_000)}  ` });
    expect(booking.studentNote).toHaveLength(1_000);
    expect((await pendingBooking(student, instructor, { startTime: "15:00", studentNote: "   " })).studentNote).toBeNull();
  });

  it("BK-3, IK-1 no Idempotency-Key, or a malformed one", async () => {
    const { student, instructor } = await people();
    const without = await callsOf(() => callAs(student, createBooking, { body: wishOf(instructor) }));
    expect(without.result.problem).toMatchObject({ status: 422, code: "IDEMPOTENCY_KEY_REQUIRED" });
    const malformed = await callsOf(() => book(student, instructor, {}, "not a key"));
    expect(malformed.result.problem).toMatchObject({ status: 422, code: "IDEMPOTENCY_KEY_INVALID" });
    for (const { calls } of [without, malformed]) expect([...transactionsIn(calls), ...singleWritesIn(calls)]).toEqual([]);
  });

  it("BK-2, BK-3 asks for the body's shape before the Idempotency-Key", async () => {
    const { student, instructor } = await people();
    const { problem } = await callAs(student, createBooking, { body: { ...wishOf(instructor), durationMinutes: 14 } });
    expect(problem).toMatchObject({ status: 422, code: "VALIDATION_FAILED" });
  });
});

describe("what cannot be booked", () => {
  it("BK-5 oneself", async () => {
    const { student, instructor } = await people();
    await refuses(student, instructor, { instructorId: student.userId }, { status: 422, code: "SELF_BOOKING" });
  });

  it("BK-6 nobody, and nobody who is no instructor", async () => {
    const { student, instructor } = await people();
    const stranger = await signedIn();
    for (const instructorId of [newId("usr", MONDAY), stranger.userId]) {
      await refuses(student, instructor, { instructorId }, { status: 404, code: "INSTRUCTOR_NOT_FOUND" });
    }
  });

  it("BK-7 an offering that is not there, or not offered any more", async () => {
    const { student, instructor } = await people();
    const absentOne = { instructorServiceId: newId("isv", MONDAY) };
    await refuses(student, instructor, absentOne, { status: 404, code: "INSTRUCTOR_SERVICE_NOT_FOUND" });
    await commit([update(offeringKey(instructor.userId, instructor.offering.instructorServiceId), { set: { isActive: false } }, present)]);
    await refuses(student, instructor, {}, { status: 404, code: "INSTRUCTOR_SERVICE_NOT_FOUND" });
  });

  it("BK-8 another instructor's offering", async () => {
    const { student, instructor } = await people();
    const { instructorServiceId } = (await liveInstructor()).offering;
    await refuses(student, instructor, { instructorServiceId }, { status: 422, code: "SERVICE_INSTRUCTOR_MISMATCH" });
  });

  const unbookable = [
    ["is not live", { isLive: false }, "temporarily_unavailable"],
    ["has no valid clearance", { clearance: "none" }, "pending_verification"],
    ["cannot be paid", { payoutsReady: false }, "temporarily_unavailable"],
  ] as const;
  it.each(unbookable)("BK-9 an instructor who %s", async (_, profile, reason) => {
    const { student, instructor } = await people();
    await commit([update(instructorProfileKey(instructor.userId), { set: profile }, present)]);
    await refuses(student, instructor, {}, { status: 422, code: "INSTRUCTOR_NOT_BOOKABLE", reason });
  });

  it("BK-12 a duration that is not offered", async () => {
    const { student, instructor } = await people();
    await refuses(student, instructor, { durationMinutes: 45 }, { status: 422, code: "DURATION_NOT_OFFERED", options: [30, 60, 90] });
  });

  it("BK-25 a price below the floor", async () => {
    const { student, instructor } = await people({ offerings: [{ formatPrices: [{ format: "online", hourlyRateCents: 5_999 }] }] });
    const floor = { basePriceCents: 5_999, requiredFloorCents: 6_000 };
    await refuses(student, instructor, {}, { status: 422, code: "PRICE_BELOW_FLOOR", ...floor });
  });

  it("BK-26 for another total than the student has seen", async () => {
    const { student, instructor } = await people();
    const totals = { expectedTotalCents: 8_000, totalCents: 8_960 };
    await refuses(student, instructor, { expectedTotalCents: 8_000 }, { status: 409, code: "PRICE_CHANGED", ...totals });
    expect((await book(student, instructor, { expectedTotalCents: 8_960 })).status).toBe(201);
  });
});

describe("places where it cannot be", () => {
  it("BK-20 a kind of place without a price; half-way needs the price of either home", async () => {
    const { student, instructor } = await people({ offerings: [ONLINE_ONLY] });
    for (const locationType of ["student_location", "instructor_location", "neutral_location"]) {
      const refusal = {
        status: 422,
        code: "LOCATION_TYPE_NOT_OFFERED",
        detail: `This service is not given at ${locationType}; choose one of online.`,
        offered: ["online"],
      };
      await refuses(student, instructor, { locationType }, refusal);
    }
  });

  it("BK-21 at the student's or half-way without an address", async () => {
    const { student, instructor } = await people();
    for (const locationType of ["student_location", "neutral_location"]) {
      await refuses(student, instructor, { locationType }, { status: 422, code: "ADDRESS_REQUIRED" });
      await refuses(student, instructor, { locationType, meetingLocation: "  " }, { status: 422, code: "ADDRESS_REQUIRED" });
    }
  });

  it("BK-22 somewhere that is not on the map, unless the provider knows the place", async () => {
    const maps = createServer((request, response) => {
      const isKnown = request.url?.includes("place_id=chelsea");
      const geometry = { location: { lat: CHELSEA.locationLat, lng: CHELSEA.locationLng } };
      response.end(
        JSON.stringify({ status: isKnown ? "OK" : "ZERO_RESULTS", results: isKnown ? [{ place_id: "chelsea", geometry }] : [] }),
      );
    });
    await new Promise<void>((resolve) => maps.listen(0, "127.0.0.1", resolve));
    // Guaranteed by listening on a port: only pipes have text as their address.
    const { port } = maps.address() as AddressInfo;
    vi.stubEnv("MAPS_BASE_URL", `http://127.0.0.1:${port}`);
    const { student, instructor } = await people();
    const wish = { locationType: "student_location", ...ADDRESS };
    await refuses(student, instructor, wish, { status: 422, code: "COORDINATES_REQUIRED" });
    await refuses(student, instructor, { ...wish, locationPlaceId: "nowhere" }, { status: 422, code: "COORDINATES_REQUIRED" });
    const booking = await pendingBooking(student, instructor, { ...wish, locationPlaceId: "chelsea" });
    expect(booking.location).toMatchObject({ lat: CHELSEA.locationLat, lng: CHELSEA.locationLng });
    maps.close();
  });

  it("BK-23 where the instructor does not travel; half-way too, if the instructor receives nobody", async () => {
    const { student, instructor } = await people();
    await refuses(student, instructor, { locationType: "student_location", ...BROOKLYN }, { status: 422, code: "OUTSIDE_SERVICE_AREA" });
    const travelling = await people({ offerings: [{ formatPrices: [{ format: "student_location", hourlyRateCents: 9_000 }] }] });
    const halfway = { locationType: "neutral_location", ...BROOKLYN };
    await refuses(student, travelling.instructor, halfway, { status: 422, code: "OUTSIDE_SERVICE_AREA" });
  });

  it("BK-24 at the instructor's, who has no place on the map or not the one asked for", async () => {
    const { student, instructor } = await people();
    const wish = { locationType: "instructor_location" };
    await refuses(student, instructor, { ...wish, teachingPlaceId: newId("plc", MONDAY) }, { status: 422, code: "NO_TEACHING_LOCATION" });
    await commit([update(instructorProfileKey(instructor.userId), { set: { preferredTeachingLocations: [] } }, present)]);
    await refuses(student, instructor, wish, { status: 422, code: "NO_TEACHING_LOCATION" });
  });
});

describe("times that cannot be had", () => {
  const impossible: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>])[] = [
    ["off the quarter hour", { startTime: "12:10" }, { status: 422, code: "INVALID_START_TIME" }],
    ["over midnight", { startTime: "23:30" }, { status: 422, code: "CROSSES_MIDNIGHT" }],
    ["that the clocks skip", { date: "2026-03-08", startTime: "01:30" }, { status: 422, code: "TIME_DOES_NOT_EXIST" }],
    ["that the clocks repeat", { date: "2026-11-01", startTime: "00:30" }, { status: 422, code: "TIME_AMBIGUOUS" }],
    ["that is over", { date: "2026-03-02", startTime: "09:00" }, { status: 422, code: "START_IN_PAST" }],
    [
      "too soon",
      { date: "2026-03-02", startTime: "10:45" },
      { status: 422, code: "MINIMUM_NOTICE", requiredMinutes: 60, earliestStart: "2026-03-02T16:00:00.000Z" },
    ],
    ["too far ahead", { date: "2027-03-03" }, { status: 422, code: "BEYOND_HORIZON", lastDate: "2027-03-02" }],
    ["that is not open", { date: "2026-03-05" }, { status: 409, code: "NOT_OPEN" }],
  ];
  it.each(impossible)("BK-28 one %s", async (_, special, refusal) => {
    const { student, instructor } = await people();
    await refuses(student, instructor, special, refusal);
  });

  it("BK-28 a length that no calendar takes, even if it is offered", async () => {
    const { student, instructor } = await people({ offerings: [{ durationOptions: [20] }] });
    await refuses(student, instructor, { durationMinutes: 20 }, { status: 422, code: "INVALID_DURATION" });
  });

  it("BK-28 an early one of the next morning, asked for at night", async () => {
    const { student, instructor } = await people();
    await openDay(instructor.userId, "2026-03-03");
    setClock("2026-03-03T02:00:00.000Z");
    const wish = { date: "2026-03-03", startTime: "08:00" };
    await refuses(student, instructor, wish, { status: 422, code: "OVERNIGHT_PROTECTION", earliestHour: 9 });
  });

  it("BK-28 one on a day off", async () => {
    const { student, instructor } = await people();
    const dayOff = { blackoutId: newId("blk", MONDAY), revision: 2 };
    await commit([update(availabilityDayKey(instructor.userId, WEDNESDAY), { set: dayOff }, present)]);
    await refuses(student, instructor, {}, { status: 409, code: "DAY_BLACKED_OUT" });
  });

  it("BK-28 one that is open for other kinds of places", async () => {
    const { student, instructor } = await people();
    await openDay(instructor.userId, "2026-03-05", { formats: "online_only" });
    const wish = { date: "2026-03-05", locationType: "instructor_location" };
    await refuses(student, instructor, wish, { status: 409, code: "FORMAT_NOT_OPEN" });
  });

  it("BK-28, BK-44, BK-45 one that another student has taken, paid or not, or that is too close to it", async () => {
    const { student, instructor } = await people();
    const rival = await signedIn();
    await pendingBooking(rival, instructor);
    await refuses(student, instructor, { startTime: "12:30" }, { status: 409, code: "TIME_TAKEN" });
    await refuses(student, instructor, { startTime: "13:00" }, { status: 409, code: "BUFFER_CONFLICT", bufferMinutes: 15 });
    const travelling = { startTime: "13:45", locationType: "student_location", ...CHELSEA };
    await refuses(student, instructor, travelling, { status: 409, code: "BUFFER_CONFLICT", bufferMinutes: 60 });
    expect((await book(student, instructor, { startTime: "13:15" })).status).toBe(201);
  });

  it("BK-29, BK-31 one at which the student has a lesson, and names the earliest in the way", async () => {
    const { student, instructor } = await people();
    const other = await liveInstructor();
    await openDay(other.userId);
    const first = await confirmedBooking(student, other, { startTime: "11:30", durationMinutes: 60 });
    await pendingBooking(student, other, { startTime: "12:45", durationMinutes: 30 });
    const conflict = { bookingId: first.id, startsAt: first.startsAt, endsAt: first.endsAt };
    await refuses(student, instructor, {}, { status: 409, code: "STUDENT_TIME_CONFLICT", ...conflict });
  });

  it("BK-30 tells of the instructor's side before the student's", async () => {
    const { student, instructor } = await people();
    await pendingBooking(student, instructor);
    await refuses(student, instructor, {}, { status: 409, code: "TIME_TAKEN" });
  });
});

async function people(facts: LiveInstructorFacts = {}) {
  const areas = ["nyc-manhattan-chelsea-hudson-yards"] as const;
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor({ areas, ...facts })]);
  await openDay(instructor.userId);
  return { student, instructor };
}

/** The refusal is the expected one, and nothing at all was written. */
async function refuses(
  student: SignedIn,
  instructor: LiveInstructor,
  special: Readonly<Record<string, unknown>>,
  refusal: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { result, calls } = await callsOf(() => book(student, instructor, special));
  expect(result.problem).toMatchObject(refusal);
  expect(written(calls)).toEqual([]);
}

/** What was written beside the record of the Idempotency-Key. */
function written(calls: readonly ServiceCall[]): unknown[] {
  return [...transactionsIn(calls), ...singleWritesIn(calls)].filter((item) => !/^(put|update) IDEMPOTENCY RECORD$/.test(String(item)));
}
