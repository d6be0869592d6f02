import { describe, expect, it } from "vitest";
import * as getNext from "../../functions/availability/get-next-available-lesson.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { book, claimOf, NOW, open, save, THURSDAY } from "./own-week.ts";

useTable();
useClock(NOW);
withoutRateLimits();

describe("getNextAvailableLesson", () => {
  it("AVP-10 AVP-11 finds the earliest start, with its instant, and booking it is then possible", async () => {
    const instructor = await liveInstructor();
    await save(instructor, { days: [open(THURSDAY, "09:05-12:00")] });
    const { body } = await next(instructor, { locationType: "online" });
    expect(body).toEqual({
      found: true,
      date: THURSDAY,
      startTime: "09:15",
      endTime: "10:15",
      startsAt: "2026-03-12T13:15:00.000Z",
      durationMinutes: 60,
      timezone: "America/New_York",
      searchedUntil: "2026-04-08",
    });
    const lesson = { date: THURSDAY, startTime: "09:15", durationMinutes: 60, locationType: "online" } as const;
    expect((await claimOf(instructor.userId, lesson)).startsAt).toBe(body.startsAt);
    await book(instructor.userId, lesson);
    expect((await next(instructor, { locationType: "online" })).body.startTime).toBe("10:30");
  });

  it("AVP-3 AVP-10 without a place it finds what can be booked anywhere", async () => {
    const instructor = await liveInstructor();
    await save(instructor, { days: [open(THURSDAY, "09:00-12:00 online_only", "15:00-16:00")] });
    expect((await next(instructor)).body.startTime).toBe("15:00");
    expect((await next(instructor, { locationType: "online" })).body.startTime).toBe("09:00");
  });

  it("AVP-10 says so when there is none within the days searched or before the horizon", async () => {
    const instructor = await liveInstructor();
    await save(instructor, { days: [open(THURSDAY, "09:00-12:00")] });
    const none = { found: false, date: null, startTime: null, endTime: null, startsAt: null };
    expect((await next(instructor, { withinDays: "2" })).body).toMatchObject({ ...none, searchedUntil: "2026-03-11" });
    expect((await next(instructor, { withinDays: "3" })).body).toMatchObject({ found: true, searchedUntil: THURSDAY });
    expect((await next(instructor, { durationMinutes: "240" })).body).toMatchObject({ ...none, durationMinutes: 240 });
    expect((await next(instructor, { withinDays: "90" })).body.searchedUntil).toBe("2026-06-07");
    expect((await next(instructor, { withinDays: "91" })).problem.code).toBe("VALIDATION_FAILED");
  });

  it("AV-12 AVP-10 searches from the instructor's own today on", async () => {
    setClock("2026-03-10T10:30:00.000Z");
    for (const [timezone, until] of [
      ["Pacific/Kiritimati", "2026-03-13"],
      ["Pacific/Pago_Pago", "2026-03-11"],
    ] as const) {
      const instructor = await liveInstructor({ timezone });
      await save(instructor, { days: [open(until, "12:00-24:00")] });
      expect((await next(instructor, { withinDays: "3" })).body).toMatchObject({ found: true, date: until, searchedUntil: until });
    }
  });

  it("AV-45 AVP-1 AVP-10 refuses durations that no lesson has, and instructors whom nobody may book", async () => {
    const instructor = await liveInstructor();
    expect((await next(instructor, { durationMinutes: "20" })).problem).toMatchObject({ status: 422, code: "INVALID_DURATION" });
    expect((await next(await liveInstructor({ profile: { isLive: false } }))).problem.code).toBe("INSTRUCTOR_NOT_FOUND");
    expect((await next(await signedIn({ role: "instructor" }))).problem.code).toBe("INSTRUCTOR_NOT_FOUND");
  });

  it("AVP-10 may be kept for a minute and costs one round trip", async () => {
    const instructor = await liveInstructor();
    const { result, roundTrips } = await roundTripsOf(() => next(instructor));
    expect(result.headers["cache-control"]).toMatch(/^public, max-age=60\b/);
    expect(roundTrips).toEqual([["BatchGetItem", "Query"]]);
  });
});

function next({ userId }: { readonly userId: string }, query: Record<string, string> = {}) {
  return invoke(getNext, { params: { instructorId: userId }, query });
}
