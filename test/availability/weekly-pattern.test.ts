import { afterEach, describe, expect, it } from "vitest";
import { commit } from "../../core/table/commit.ts";
import { absent, any, present } from "../../core/table/condition.ts";
import { weeklyPatternKey } from "../../core/table/keys.ts";
import { remove } from "../../core/table/write.ts";
import { addDays, type Instant, type LocalDate, plusHours } from "../../core/time.ts";
import * as addBlackout from "../../functions/availability/add-blackout-date.ts";
import * as getPattern from "../../functions/availability/get-weekly-pattern.ts";
import * as savePattern from "../../functions/availability/save-weekly-pattern.ts";
import * as extendPatterns from "../../functions/schedules/extend-weekly-patterns.ts";
import { callAs, runSchedule } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { conflict, connectionLost, failing, isTransaction } from "../support/faults.ts";
import { eventsOf } from "../support/outbox.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { book, MONDAY, NOW, open, readWeek, save, THURSDAY, WEDNESDAY, windowsOn } from "./own-week.ts";

const table = useTable();
const instructors: SignedIn[] = [];
// The daily job meets the patterns of its own test only.
afterEach(async () => {
  for (const { userId } of instructors.splice(0)) await commit([remove(weeklyPatternKey(userId), any(absent, present))]);
});
useClock(NOW);
withoutRateLimits();

const TODAY: LocalDate = "2026-03-10";
const NEXT = addDays(MONDAY, 7);
/** The first run after `NOW`: late on Tuesday in New York. */
const FIRST_RUN: Instant = "2026-03-11T03:00:00.000Z";

describe("saveWeeklyPattern", () => {
  it("PAT-1 PAT-2 writes it from tomorrow on as far as it reaches, and answers it", async () => {
    const instructor = await newInstructor();
    const saved = await change(instructor, weekdays("09:00-12:00"));
    expect(saved.body.pattern).toMatchObject({ active: true, weeksAhead: 2, untilDate: null, version: 1 });
    expect(saved.headers.etag).toBe('"1"');
    expect(saved.body.pattern?.days[0]).toEqual({ windows: [{ startTime: "09:00", endTime: "12:00", formats: "any" }] });
    expect((await callAs(instructor, getPattern)).body).toEqual(saved.body);
    // Wednesday to Friday of this week, all of the next, Monday and Tuesday of the one after.
    expect(await datesOpen(instructor)).toEqual([
      ...[1, 2, 3].map((days) => addDays(TODAY, days)),
      ...[0, 1, 2, 3, 4].map((days) => addDays(NEXT, days)),
      ...[0, 1].map((days) => addDays(NEXT, 7 + days)),
    ]);
    expect((await daysOf(instructor)).every(({ source }) => source === "pattern")).toBe(true);
  });

  it("PAT-1 ends with its last date", async () => {
    const instructor = await newInstructor();
    await change(instructor, { ...weekdays("09:00-12:00"), untilDate: THURSDAY });
    expect(await datesOpen(instructor)).toEqual([WEDNESDAY, THURSDAY]);
  });

  it("PAT-1 leaves dates that were edited alone for good, and takes days off and lessons for no edit", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(WEDNESDAY, "20:00-21:00")] });
    await callAs(instructor, addBlackout, { body: { date: THURSDAY } });
    await change(instructor, weekdays("09:00-12:00"));
    await book(instructor.userId, { date: "2026-03-13", startTime: "10:00", durationMinutes: 60, locationType: "online" });
    await change(instructor, weekdays("13:00-14:00"), "1");
    const week = (await readWeek(instructor)).body;
    expect([WEDNESDAY, THURSDAY, "2026-03-13"].map((date) => windowsOn(week, date))).toEqual([
      ["20:00-21:00"],
      ["13:00-14:00"],
      ["13:00-14:00"],
    ]);
    expect(week.days[3]?.isBlackout).toBe(true);
    // Emptying a date is an edit, too.
    await save(instructor, { weekStart: NEXT, days: [open(NEXT)], clearExisting: false });
    await change(instructor, weekdays("15:00-16:00"), "2");
    const next = (await readWeek(instructor, NEXT)).body;
    expect([windowsOn(next, NEXT), windowsOn(next, addDays(NEXT, 1))]).toEqual([[], ["15:00-16:00"]]);
  });

  it("PAT-2 switched off leaves what is written", async () => {
    const instructor = await newInstructor();
    await change(instructor, weekdays("09:00-12:00"));
    const before = await datesOpen(instructor);
    await change(instructor, { ...weekdays("13:00-14:00"), active: false }, "1");
    expect(await datesOpen(instructor)).toEqual(before);
    setClock(FIRST_RUN);
    expect(await runSchedule(extendPatterns)).toMatchObject({ scanned: 0 });
  });

  it("PAT-1 needs If-Match once there is a pattern: 428 without, 412 with another, and of two saves one is told", async () => {
    const instructor = await newInstructor();
    expect((await callAs(instructor, getPattern)).body).toEqual({ pattern: null });
    await change(instructor, weekdays("09:00-12:00"));
    expect((await change(instructor, weekdays("09:00-12:00"))).problem.code).toBe("PRECONDITION_REQUIRED");
    expect((await change(instructor, weekdays("09:00-12:00"), "7")).problem).toMatchObject({ status: 412, currentVersion: 1 });
    const replies = await Promise.all(["10:00", "11:00"].map((start) => change(instructor, weekdays(`${start}-12:00`), "1")));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it.each([
    [["09:02-10:00"], "TIME_NOT_ALIGNED"],
    [["09:00-09:00"], "EMPTY_WINDOW"],
    [["09:00-11:00", "10:00-12:00 online_only"], "WINDOW_OVERLAP"],
  ])("PAT-1 takes windows by the rules of a week: %j is %s", async (windows, code) => {
    expect((await change(await newInstructor(), weekdays(...windows))).problem).toMatchObject({ status: 422, code, date: MONDAY });
  });

  it("PAT-1 AV-5 a window over midnight goes on on the next day, but not from a Sunday", async () => {
    const instructor = await newInstructor();
    const night = [...weekdays("22:00-01:00").days.slice(0, 1), ...Array.from({ length: 6 }, () => ({ windows: [] }))];
    await change(instructor, { ...weekdays(), days: night });
    const week = (await readWeek(instructor, NEXT)).body;
    expect([windowsOn(week, NEXT), windowsOn(week, addDays(NEXT, 1))]).toEqual([["22:00-24:00"], ["00:00-01:00"]]);
    const sunday = await change(instructor, { ...weekdays(), days: night.toReversed() }, "1");
    expect(sunday.problem.code).toBe("OVERNIGHT_LEAVES_WEEK");
  });

  it("PAT-2 AVW-15 a year is 13 or 14 transactions, each telling its weeks", async () => {
    const instructor = await newInstructor();
    const { calls } = await callsOf(() => change(instructor, { ...weekdays("09:00-12:00"), weeksAhead: 52 }));
    const [stored = [], ...chunks] = transactionsIn(calls);
    expect(stored).toEqual(["put INSTRUCTOR PATTERN", "update INSTRUCTOR PROFILE"]);
    expect(chunks).toHaveLength(14);
    expect(Math.max(...chunks.map((items) => items.length))).toBeLessThanOrEqual(30);
    const told = (await eventsOf(table, "availability.day_changed")).filter(({ data }) => data.instructorId === instructor.userId);
    expect(told.map(({ data }) => data.cause)).toEqual(chunks.map(() => "pattern_extended"));
    const { version } = (await readWeek(instructor, NEXT)).body;
    expect(told.some(({ data }) => data.versions[NEXT] === version)).toBe(true);
  });

  it("PAT-2 is saved though the dates cannot be written now: the daily job writes them", async () => {
    const instructor = await newInstructor();
    const writesDays = (call: Parameters<typeof isTransaction>[0]) => isTransaction(call) && JSON.stringify(call.input).includes("AVDAY#");
    const saved = await failing(() => change(instructor, weekdays("09:00-12:00")), writesDays, conflict);
    expect([saved.status, await datesOpen(instructor)]).toEqual([200, []]);
    setClock(FIRST_RUN);
    await failing(() => runSchedule(extendPatterns), writesDays, connectionLost, 1);
    expect(await datesOpen(instructor)).toEqual([]);
    await runSchedule(extendPatterns);
    expect((await datesOpen(instructor)).length).toBeGreaterThan(9);
  });
});

describe("extend-weekly-patterns", () => {
  it("PAT-1 adds each day the dates that come into reach, today too, once", async () => {
    const instructor = await newInstructor();
    await change(instructor, weekdays("09:00-12:00"));
    setClock(FIRST_RUN);
    expect(await runSchedule(extendPatterns)).toMatchObject({ done: 1, failed: 0 });
    // It is still Tuesday in New York.
    expect((await datesOpen(instructor)).slice(0, 1)).toEqual([TODAY]);
    expect((await datesOpen(instructor)).at(-1)).toBe(addDays(TODAY, 14));
    expect(await runSchedule(extendPatterns)).toMatchObject({ done: 0 });
    setClock(plusHours(FIRST_RUN, 24));
    expect(await runSchedule(extendPatterns)).toMatchObject({ done: 1 });
    expect((await datesOpen(instructor)).at(-1)).toBe(addDays(TODAY, 15));
  });

  it("PAT-1 stops where a newer pattern takes over, and keeps to edits that race with it", async () => {
    const instructor = await newInstructor();
    await change(instructor, weekdays("09:00-12:00"));
    setClock(FIRST_RUN);
    await Promise.all([
      runSchedule(extendPatterns),
      change(instructor, weekdays("13:00-14:00"), "1"),
      save(instructor, { weekStart: NEXT, days: [open(NEXT, "20:00-21:00")], clearExisting: false }),
    ]);
    const week = (await readWeek(instructor, NEXT)).body;
    expect([windowsOn(week, NEXT), windowsOn(week, addDays(NEXT, 1))]).toEqual([["20:00-21:00"], ["13:00-14:00"]]);
  });
});

async function newInstructor(): Promise<SignedIn> {
  const instructor = await signedIn({ role: "instructor" });
  instructors.push(instructor);
  return instructor;
}

/** Monday to Friday with the windows, two weeks ahead. */
function weekdays(...windows: readonly string[]) {
  const days = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ windows: day < 5 ? open(MONDAY, ...windows).windows : [] }));
  return { days, active: true, weeksAhead: 2 };
}

function change(instructor: SignedIn, body: Readonly<Record<string, unknown>>, version?: string) {
  return callAs(instructor, savePattern, { body, headers: version === undefined ? {} : { "if-match": `"${version}"` } });
}

async function daysOf({ userId }: SignedIn) {
  return (await table.partition(`INSTRUCTOR#${userId}`)).filter(({ type }) => type === "availability-day");
}

async function datesOpen(instructor: SignedIn) {
  return (await daysOf(instructor))
    .filter((day) => day.open instanceof Uint8Array && day.open.some((byte) => byte !== 0))
    .map(({ date }) => date);
}
