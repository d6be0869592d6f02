import { describe, expect, it } from "vitest";
import { addDays } from "../../core/time.ts";
import * as getWeek from "../../functions/availability/get-week-availability.ts";
import { setClock, useClock } from "../support/clock.ts";
import { invoke } from "../support/invoke.ts";
import { signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { book, EMPTY_VERSION, MONDAY, NOW, open, readWeek, save, THURSDAY, WEDNESDAY, windowsOn } from "./own-week.ts";

useTable();
useClock(NOW);
withoutRateLimits();

describe("getWeekAvailability", () => {
  it("AVW-1 AVW-3 answers the week of any date, all seven dates, with the version of its contents", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const reply = await readWeek(instructor, "2026-03-15");
    expect(reply.body).toMatchObject({ weekStart: MONDAY, weekEnd: "2026-03-15", timezone: "America/New_York", lastModified: null });
    expect(reply.body.days.map((day) => day.date)).toEqual([0, 1, 2, 3, 4, 5, 6].map((days) => addDays(MONDAY, days)));
    expect(reply.body.version).toBe(EMPTY_VERSION);
    expect(reply.headers).toMatchObject({ etag: `"${EMPTY_VERSION}"`, "cache-control": "private, no-cache" });
    expect(reply.headers).not.toHaveProperty("last-modified");
  });

  it("AV-1 AV-4 AVW-24 shows hours as windows and as bitmaps, and when they were edited", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00", "12:00-24:00 online_only")] });
    setClock("2026-03-10T16:30:00.000Z");
    const reply = await readWeek(instructor);
    expect(windowsOn(reply.body, WEDNESDAY)).toEqual(["09:00-12:00", "12:00-24:00 online_only"]);
    const [closed, , day] = reply.body.days;
    expect(day?.bits.slice(0, 24)).toBe("AAAAAAAAAAAAAAAAAPD/////");
    expect(day?.noTravel).toBe(closed?.bits);
    expect(reply.body.lastModified).toBe(NOW);
    expect(reply.headers["last-modified"]).toBe("Tue, 10 Mar 2026 14:00:00 GMT");
  });

  it("AVW-3 a booking changes neither the version nor the hours; who knows the version gets 304", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const saved = await save(instructor, { days: [open(THURSDAY, "09:00-18:00")] });
    await book(instructor.userId, { date: THURSDAY, startTime: "12:00", durationMinutes: 60, locationType: "online" });
    const after = await readWeek(instructor);
    expect(after.body.version).toBe(saved.body.version);
    expect(windowsOn(after.body, THURSDAY)).toEqual(["09:00-18:00"]);
    const known = await invoke(getWeek, {
      token: instructor.token,
      query: { startDate: MONDAY },
      headers: { "if-none-match": `"${saved.body.version}"` },
    });
    expect([known.status, known.text, known.headers.etag]).toEqual([304, "", `"${saved.body.version}"`]);
  });

  it("waits for one round trip beside the edge's own", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const { roundTrips } = await roundTripsOf(() => readWeek(instructor));
    expect(roundTrips).toEqual([["BatchGetItem"], ["GetItem", "Query"]]);
  });

  it("is for instructors", async () => {
    expect((await readWeek(await signedIn())).problem.code).toBe("ROLE_REQUIRED");
  });

  it("AVW-25 stays open to one whom an administrator suspended", async () => {
    expect((await readWeek(await signedIn({ role: "instructor", accountStatus: "suspended" }))).status).toBe(200);
  });

  it("names the field when the date is missing, wrong or in the last week of the calendar", async () => {
    const { token } = await signedIn({ role: "instructor" });
    const errorsOf = async (query: Record<string, string>) => (await invoke(getWeek, { token, query })).problem.errors;
    expect(await errorsOf({})).toMatchObject([{ field: "query.startDate", code: "REQUIRED" }]);
    expect(await errorsOf({ startDate: "2026-02-30" })).toMatchObject([{ field: "query.startDate", code: "BAD_FORMAT" }]);
    expect(await errorsOf({ startDate: "2199-12-31" })).toMatchObject([{ field: "query.startDate", code: "TOO_LARGE" }]);
  });
});
