import { describe, expect, it } from "vitest";
import { DEFAULT_BOOKING_RULES } from "../../core/availability/booking-rules.ts";
import type { AvailabilitySettings } from "../../core/availability/calendar-settings.ts";
import { newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { absent, any, present } from "../../core/table/condition.ts";
import { availabilityDayKey, calendarSettingsKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { addDays, type LocalDate } from "../../core/time.ts";
import * as getAvailability from "../../functions/availability/get-instructor-availability.ts";
import { setClock, useClock } from "../support/clock.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { busyInstructor } from "../support/long-lists.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { book, NOW, open, save, THURSDAY, WEDNESDAY } from "./own-week.ts";

useTable();
useClock(NOW);
withoutRateLimits();

const TODAY: LocalDate = "2026-03-10";

describe("getInstructorAvailability", () => {
  it("AVP-2 AVP-3 AVP-5 shows every date from today on, judged as at the student's, with the instructor's zone and name", async () => {
    const instructor = await liveInstructor();
    await openOn(instructor, open(TODAY, "00:00-24:00"), open(THURSDAY, "09:00-12:00"));
    const { body } = await availability(instructor);
    expect(body).toMatchObject({
      instructorId: instructor.userId,
      firstName: "Maya",
      lastInitial: "C.",
      timezone: "America/New_York",
      detailLevel: "full",
      startDate: TODAY,
      endDate: addDays(TODAY, 29),
      locationType: "student_location",
      durationMinutes: 30,
      summary: null,
      hasAvailability: true,
      totalAvailableDays: 2,
      totalWindows: 2,
      earliestAvailableDate: TODAY,
    });
    expect(body.days).toHaveLength(30);
    // Three hours' notice for travelling.
    expect(body.days?.[0]).toEqual({
      date: TODAY,
      isBlackout: false,
      windows: [{ startTime: "13:00", endTime: "24:00" }],
      starts: null,
    });
    expect(body.days?.[1]).toEqual({ date: WEDNESDAY, isBlackout: false, windows: [], starts: null });
  });

  it("AVP-5 lists the starts when a duration is asked for, around lessons and their buffers", async () => {
    const instructor = await liveInstructor();
    await openOn(instructor, open(THURSDAY, "09:00-18:00"));
    await book(instructor.userId, { date: THURSDAY, startTime: "12:00", durationMinutes: 60, locationType: "online" });
    const query = { startDate: THURSDAY, endDate: THURSDAY, durationMinutes: "120" };
    const online = (await availability(instructor, { ...query, locationType: "online" })).body.days?.[0];
    expect(online?.windows).toEqual([
      { startTime: "09:00", endTime: "11:45" },
      { startTime: "13:15", endTime: "18:00" },
    ]);
    expect(online?.starts?.slice(0, 6)).toEqual(["09:00", "09:15", "09:30", "09:45", "13:15", "13:30"]);
    const travel = (await availability(instructor, query)).body.days?.[0];
    expect(travel?.windows.map((window) => window.startTime)).toEqual(["09:00", "14:00"]);
  });

  it("AVP-6 AVP-7 says less when less is asked for", async () => {
    const instructor = await liveInstructor();
    await openOn(instructor, open(THURSDAY, "09:00-12:30"));
    const summary = (await availability(instructor, { detail: "summary" })).body;
    expect(summary).toMatchObject({ detailLevel: "summary", days: null, totalAvailableDays: 1, totalWindows: null });
    expect(summary.summary).toEqual([{ date: THURSDAY, morning: true, afternoon: true, evening: false, freeMinutes: 210 }]);
    const minimal = (await availability(instructor, { detail: "minimal" })).body;
    expect(minimal).toMatchObject({ detailLevel: "minimal", days: null, summary: null, totalAvailableDays: null });
    expect(minimal).toMatchObject({ hasAvailability: true, earliestAvailableDate: THURSDAY });
  });

  it("BLK-6 hides the hours of a day off and never says why", async () => {
    const instructor = await liveInstructor();
    await openOn(instructor, open(THURSDAY, "09:00-12:00"));
    await store(instructor, THURSDAY, { blackoutId: newId("blk", NOW), blackoutReason: "a funeral" });
    const reply = await availability(instructor, { startDate: THURSDAY, endDate: THURSDAY });
    expect(reply.body.days).toEqual([{ date: THURSDAY, isBlackout: true, windows: [], starts: null }]);
    expect(reply.text).not.toContain("funeral");
  });

  it("AVP-2 a day off on a date without hours, and hours without lessons, are days like others", async () => {
    const instructor = await liveInstructor();
    await store(instructor, WEDNESDAY, { blackoutId: newId("blk", NOW) });
    const { body } = await availability(instructor, { startDate: WEDNESDAY, endDate: THURSDAY });
    expect(body.days?.map((day) => day.isBlackout)).toEqual([true, false]);
    expect(body).toMatchObject({ hasAvailability: false, totalAvailableDays: 0, earliestAvailableDate: null });
  });
});

describe("the range", () => {
  it("AVP-2 is cut to what the platform shows and the calendar reaches", async () => {
    const instructor = await liveInstructor();
    await change(instructor, { bookingHorizonDays: 10 });
    const endOf = async (query: Record<string, string>) => (await availability(instructor, query)).body.endDate;
    expect(await endOf({})).toBe("2026-03-20");
    expect(await endOf({ endDate: "2026-03-12" })).toBe("2026-03-12");
    expect(await endOf({ endDate: "2026-06-08" })).toBe("2026-03-20");
    await change(instructor, { bookingHorizonDays: 365 });
    expect(await endOf({ startDate: "2026-04-01", endDate: "2026-06-30" })).toBe("2026-04-30");
  });

  it("AVP-2 refuses the past, what no calendar reaches, and ranges that are empty or too large", async () => {
    const instructor = await liveInstructor();
    await change(instructor, { bookingHorizonDays: 10 });
    const problem = async (query: Record<string, string>) => (await availability(instructor, query)).problem;
    expect((await problem({ startDate: "2026-03-09" })).code).toBe("START_DATE_IN_PAST");
    expect(await problem({ startDate: "2026-03-21" })).toMatchObject({ code: "BEYOND_HORIZON", lastDate: "2026-03-20" });
    expect((await problem({ startDate: "2199-12-31" })).code).toBe("BEYOND_HORIZON");
    expect((await problem({ startDate: THURSDAY, endDate: WEDNESDAY })).code).toBe("INVALID_DATE_RANGE");
    expect((await problem({ endDate: "2020-01-01" })).code).toBe("INVALID_DATE_RANGE");
    expect((await problem({ startDate: TODAY, endDate: addDays(TODAY, 91) })).code).toBe("DATE_RANGE_TOO_LARGE");
    expect((await availability(instructor, { startDate: TODAY, endDate: addDays(TODAY, 90) })).status).toBe(200);
  });

  it("AV-12 AVP-2 begins with the instructor's own today, wherever on earth that is", async () => {
    setClock("2026-03-10T10:30:00.000Z");
    for (const [timezone, today, available] of [
      ["Pacific/Kiritimati", "2026-03-11", 30],
      ["Europe/Berlin", "2026-03-10", 30],
      // Half an hour before midnight nothing of today can be booked any more.
      ["Pacific/Pago_Pago", "2026-03-09", 29],
    ] as const) {
      const instructor = await liveInstructor({ timezone });
      const whole = DEFAULT_BOOKING_RULES.publicDays;
      for (let day = 0; day < whole; day++) await store(instructor, addDays(today, day), { open: new Uint8Array(36).fill(0xff) });
      const { body } = await availability(instructor, { locationType: "online" });
      expect(body).toMatchObject({ timezone, startDate: today, endDate: addDays(today, whole - 1), totalAvailableDays: available });
    }
  });

  it("AV-45 AVP-3 takes the durations that lessons have", async () => {
    const instructor = await liveInstructor();
    const problem = async (durationMinutes: string) => (await availability(instructor, { durationMinutes })).problem.code;
    for (const durationMinutes of ["0", "15", "50", "255"]) expect(await problem(durationMinutes)).toBe("INVALID_DURATION");
    expect(await problem("-30")).toBe("VALIDATION_FAILED");
    expect((await availability(instructor, { durationMinutes: "240" })).body.durationMinutes).toBe(240);
  });
});

describe("who is shown", () => {
  it("AVP-1 nobody but whom everybody may book: the same 404 for hidden, unknown and malformed", async () => {
    const visible = await liveInstructor();
    const hidden = await Promise.all([
      liveInstructor({ profile: { isLive: false } }),
      liveInstructor({ profile: { payoutsReady: false } }),
      liveInstructor({ profile: { skillsConfigured: false } }),
      liveInstructor({ profile: { clearance: "expired" } }),
      liveInstructor({ profile: { clearanceValidUntil: NOW } }),
      liveInstructor({ accountStatus: "suspended" }),
      liveInstructor({ accountStatus: "deactivated" }),
      signedIn(),
    ]);
    const ids = [...hidden.map(({ userId }) => userId), newId("usr", NOW), "usr_nobody"];
    const answers = await Promise.all(ids.map((instructorId) => invoke(getAvailability, { params: { instructorId } })));
    expect(answers.map(({ problem }) => problem.code)).toEqual(ids.map(() => "INSTRUCTOR_NOT_FOUND"));
    expect(new Set(answers.map(({ problem }) => problem.detail)).size).toBe(1);
    expect((await availability(visible)).status).toBe(200);
  });

  it("AVP-1 the same to visitors, strangers and the instructor; only a visitor's may be kept by others", async () => {
    const instructor = await liveInstructor();
    await openOn(instructor, open(THURSDAY, "09:00-12:00"));
    const params = { instructorId: instructor.userId };
    const visitor = await invoke(getAvailability, { params });
    for (const { token } of [instructor, await signedIn()]) {
      const reply = await invoke(getAvailability, { params, token });
      expect(reply.body).toEqual(visitor.body);
      expect(reply.headers["cache-control"]).toBe("private, no-cache");
    }
  });

  it("AVP-9 for half a minute, under a weak tag of the body that answers 304 when it is known", async () => {
    const instructor = await liveInstructor();
    const first = await availability(instructor);
    expect(first.headers["cache-control"]).toMatch(/^public, max-age=30\b/);
    expect(first.headers.etag).toMatch(/^W\/"[0-9a-f]{32}"$/);
    expect(first.headers.vary).toBe("Accept-Encoding, Origin");
    const headers = { "if-none-match": String(first.headers.etag) };
    const known = await invoke(getAvailability, { params: { instructorId: instructor.userId }, headers });
    expect([known.status, known.text]).toEqual([304, ""]);
    await openOn(instructor, open(THURSDAY, "09:00-12:00"));
    expect((await invoke(getAvailability, { params: { instructorId: instructor.userId }, headers })).status).toBe(200);
  });

  it("AVP-9 by one round trip", async () => {
    const instructor = await liveInstructor();
    const { roundTrips } = await roundTripsOf(() => availability(instructor));
    expect(roundTrips).toEqual([["BatchGetItem", "Query"]]);
  });

  it("AVP-9 by one query for a whole month in which every day is full", async () => {
    const { userId } = await busyInstructor();
    const month = { startDate: TODAY, endDate: addDays(TODAY, 29), locationType: "online", durationMinutes: "60" };
    const { result, roundTrips } = await roundTripsOf(() => availability({ userId }, month));
    expect(roundTrips).toEqual([["BatchGetItem", "Query"]]);
    expect(result.body.days).toHaveLength(30);
    expect(result.body.totalAvailableDays).toBe(30);
  });
});

function availability(instructor: { readonly userId: string }, query: Record<string, string> = {}) {
  return invoke(getAvailability, { params: { instructorId: instructor.userId }, query });
}

async function openOn(instructor: LiveInstructor, ...days: readonly unknown[]): Promise<void> {
  expect((await save(instructor, { days })).status).toBe(200);
}

/** Writes a part of a day that the other operations of the product write. */
async function store({ userId }: LiveInstructor, date: LocalDate, set: Parameters<typeof dayUpdate>[2]): Promise<void> {
  await commit([dayUpdate(userId, date, set)]);
}

function dayUpdate(
  userId: LiveInstructor["userId"],
  date: LocalDate,
  set: { readonly blackoutId?: `blk_${string}`; readonly blackoutReason?: string; readonly open?: Uint8Array },
) {
  return update(
    availabilityDayKey(userId, date),
    { set: { instructorId: userId, date, ...set }, add: { revision: 1 } },
    any(absent, present),
  );
}

async function change({ userId }: LiveInstructor, set: Partial<AvailabilitySettings>): Promise<void> {
  await commit([update(calendarSettingsKey(userId), { set, add: { version: 1 } }, present)]);
}
