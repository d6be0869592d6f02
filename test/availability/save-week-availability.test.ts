import { describe, expect, it } from "vitest";
import type { Lesson } from "../../core/availability/lesson.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { availabilityDayKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { plusMinutes } from "../../core/time.ts";
import * as saveWeek from "../../functions/availability/save-week-availability.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { invoke } from "../support/invoke.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { book, EMPTY_VERSION, MONDAY, NOW, open, readWeek, type Save, save, THURSDAY, WEDNESDAY, windowsOn } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

const AFTERNOON = "13:00-18:00";
const NOON: Lesson = { date: THURSDAY, startTime: "14:00", durationMinutes: 60, locationType: "online" };

describe("saveWeekAvailability", () => {
  it("AVW-6 AVW-11 AV-9 replaces what is sent, closes or keeps what is not, and counts", async () => {
    const instructor = await newInstructor();
    const first = await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00"), open(THURSDAY, AFTERNOON)], version: EMPTY_VERSION });
    expect(first.body).toMatchObject({
      weekStart: MONDAY,
      weekEnd: "2026-03-15",
      daysWritten: 2,
      weeksAffected: 1,
      windowsCreated: 2,
      windowsDeleted: 0,
      editedDates: [WEDNESDAY, THURSDAY],
      skippedDates: [],
      uncoveredLessons: [],
    });
    const kept = await save(instructor, { days: [open(WEDNESDAY, "09:00-10:00")], clearExisting: false });
    expect(kept.body).toMatchObject({ daysWritten: 1, windowsCreated: 1, windowsDeleted: 1, editedDates: [WEDNESDAY] });
    expect(windowsOn((await readWeek(instructor)).body, THURSDAY)).toEqual([AFTERNOON]);
    const cleared = await save(instructor, { days: [open(WEDNESDAY, "09:00-10:00")] });
    expect(cleared.body).toMatchObject({ daysWritten: 1, windowsDeleted: 1, editedDates: [THURSDAY] });
    expect(windowsOn((await readWeek(instructor)).body, THURSDAY)).toEqual([]);
  });

  it("AVW-3 answers the version that the week then has, as ETag too", async () => {
    const instructor = await newInstructor();
    const saved = await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00")] });
    expect(saved.headers.etag).toBe(`"${saved.body.version}"`);
    expect((await readWeek(instructor)).body.version).toBe(saved.body.version);
    const emptied = await save(instructor, { version: saved.body.version });
    expect(emptied.body.version).toBe(EMPTY_VERSION);
  });

  it("AV-1 AV-26 AV-27 takes bitmaps as well as windows, and drops formats of closed slots", async () => {
    const instructor = await newInstructor();
    const painted = await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00", "12:00-14:00 no_travel")] });
    const [, , day] = (await readWeek(instructor)).body.days;
    await save(instructor, {});
    const bits = { date: WEDNESDAY, bits: day?.bits, noTravel: day?.noTravel, onlineOnly: "B".padEnd(48, "A") };
    expect((await save(instructor, { days: [bits] })).body.version).toBe(painted.body.version);
  });

  it("AV-5 a window over midnight opens both dates, and one from a Sunday is refused", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(THURSDAY, "08:00-09:00")] });
    await save(instructor, { days: [open(WEDNESDAY, "22:00-01:00")], clearExisting: false });
    const { body } = await readWeek(instructor);
    expect([windowsOn(body, WEDNESDAY), windowsOn(body, THURSDAY)]).toEqual([["22:00-24:00"], ["00:00-01:00", "08:00-09:00"]]);
    const sunday = await save(instructor, { days: [open("2026-03-15", "22:00-01:00")] });
    expect(sunday.problem).toMatchObject({ status: 422, code: "OVERNIGHT_LEAVES_WEEK", date: "2026-03-15" });
  });

  it("AVW-25 is open to an instructor who is suspended and not live, but not without the permission", async () => {
    const days = [open(WEDNESDAY, "09:00-12:00")];
    expect((await save(await newInstructor({ accountStatus: "suspended" }), { days })).status).toBe(200);
    const revoked = await newInstructor({ permissionOverrides: { manage_availability: false } });
    expect((await save(revoked, { days })).problem.code).toBe("PERMISSION_REQUIRED");
  });
});

describe("the version of a save", () => {
  const days = [open(WEDNESDAY, "09:00-12:00")];

  it("AVW-4 is needed: without If-Match, or with *, 428", async () => {
    const instructor = await newInstructor();
    for (const headers of [{}, { "if-match": "*" }, { "if-match": "" }]) {
      const reply = await invoke(saveWeek, { token: instructor.token, headers, body: { weekStart: MONDAY, days } });
      expect(reply.problem).toMatchObject({ status: 428, code: "PRECONDITION_REQUIRED" });
    }
  });

  it("AVW-4 must be the present one: else 412 with the present one, and nothing is written", async () => {
    const instructor = await newInstructor();
    const { version } = (await save(instructor, { days })).body;
    const stale = await save(instructor, { version: EMPTY_VERSION });
    expect(stale.problem).toMatchObject({ status: 412, code: "PRECONDITION_FAILED", currentVersion: version });
    expect(stale.headers.etag).toBe(`"${version}"`);
    expect(windowsOn((await readWeek(instructor)).body, WEDNESDAY)).toEqual(["09:00-12:00"]);
  });

  it("AVW-4 a list passes when one of it is present; weak and bare tags never do", async () => {
    const instructor = await newInstructor();
    const status = async (tags: string) => (await save(instructor, { days, version: "x", headers: { "if-match": tags } })).status;
    expect(await status(`W/"${EMPTY_VERSION}"`)).toBe(412);
    expect(await status(EMPTY_VERSION)).toBe(412);
    expect(await status(`"other", "${EMPTY_VERSION}"`)).toBe(200);
  });

  it("AVW-4 does not matter with override=true", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days });
    const call = { token: instructor.token, query: { override: "true" }, body: { weekStart: MONDAY, days: [] } };
    expect((await invoke(saveWeek, call)).status).toBe(200);
    expect((await invoke(saveWeek, { ...call, headers: { "if-match": '"stale"' } })).status).toBe(200);
    expect((await invoke(saveWeek, { ...call, query: { override: "false" } })).status).toBe(428);
  });
});

describe("what is wrong with a save", () => {
  it("AVW-5 is asked in order: precondition, shape, week, dates, times, overlaps, version", async () => {
    const instructor = await newInstructor();
    const unaligned = open(THURSDAY, "09:02-10:00");
    const overlap = open(WEDNESDAY, "09:00-11:00", "10:00-12:00 online_only");
    const twice = [overlap, unaligned, unaligned];
    const outside = open("2026-03-16", "09:00-10:00");
    const shapeless = open(WEDNESDAY, "9:00-10:00");
    const code = async (body: Save) => (await save(instructor, { version: "stale", ...body })).problem.code;
    const bare = await invoke(saveWeek, { token: instructor.token, body: { weekStart: "2026-03-10", days: [shapeless] } });
    expect(bare.problem.code).toBe("PRECONDITION_REQUIRED");
    expect(await code({ weekStart: "2026-03-10", days: [shapeless, outside] })).toBe("VALIDATION_FAILED");
    expect(await code({ weekStart: "2028-03-14", days: [outside] })).toBe("WEEK_START_NOT_MONDAY");
    expect(await code({ weekStart: "2028-03-13", days: [outside] })).toBe("DATE_TOO_FAR");
    expect(await code({ days: [...twice, outside] })).toBe("DUPLICATE_DATE");
    expect(await code({ days: [outside, ...twice] })).toBe("DATE_OUTSIDE_WEEK");
    expect(await code({ days: [unaligned, overlap] })).toBe("TIME_NOT_ALIGNED");
    expect(await code({ days: [open(THURSDAY, "09:00-09:00"), overlap] })).toBe("EMPTY_WINDOW");
    expect(await code({ days: [overlap] })).toBe("WINDOW_OVERLAP");
    expect(await code({ days: [] })).toBe("PRECONDITION_FAILED");
  });

  it("AVW-2 a week two years ahead can be saved", async () => {
    expect((await save(await newInstructor(), { weekStart: "2028-03-06" })).status).toBe(200);
  });

  it("AV-2 AV-7 names every wrong field", async () => {
    const instructor = await newInstructor();
    const errorsOf = async (...days: unknown[]) => {
      const { errors = [] } = (await save(instructor, { days })).problem;
      return errors.map(({ field, code }) => `${field} ${code}`);
    };
    expect(await errorsOf(open(WEDNESDAY, "24:00-25:00", "9:00-10:00:00"))).toEqual([
      "/days/0/windows/0/startTime BAD_FORMAT",
      "/days/0/windows/0/endTime BAD_FORMAT",
      "/days/0/windows/1/startTime BAD_FORMAT",
      "/days/0/windows/1/endTime BAD_FORMAT",
    ]);
    const many = open(WEDNESDAY, ...Array.from({ length: 49 }, () => "09:00-10:00"));
    expect(await errorsOf(open(MONDAY), many)).toEqual(["/days/1/windows TOO_MANY"]);
    expect(await errorsOf(...Array.from({ length: 8 }, () => open(MONDAY)))).toEqual(["/days TOO_MANY"]);
    expect(await errorsOf({ ...open(MONDAY), color: "red" })).toEqual(["/days/0/color UNKNOWN_FIELD"]);
  });

  it("takes exactly one of the two forms of a date", async () => {
    const instructor = await newInstructor();
    const bits = "A".repeat(48);
    const errorsOf = async (day: object) => {
      const { errors = [] } = (await save(instructor, { days: [{ date: WEDNESDAY, ...day }] })).problem;
      return errors.map(({ field, code }) => `${field} ${code}`);
    };
    expect(await errorsOf({})).toEqual(["/days/0/windows REQUIRED"]);
    expect(await errorsOf({ noTravel: bits })).toEqual(["/days/0/windows REQUIRED"]);
    expect(await errorsOf({ windows: [], bits, noTravel: bits })).toEqual([
      "/days/0/bits MUTUALLY_EXCLUSIVE",
      "/days/0/noTravel MUTUALLY_EXCLUSIVE",
    ]);
    expect(await errorsOf({ bits: "AAAA" })).toEqual(["/days/0/bits BAD_FORMAT"]);
    const both = "B".padEnd(48, "A");
    expect(await errorsOf({ bits: both, onlineOnly: both, noTravel: both })).toEqual(["/days/0/noTravel MUTUALLY_EXCLUSIVE"]);
  });

  it("AVW-7 dates too long ago are skipped, yesterday is written but nobody is told", async () => {
    const instructor = await newInstructor();
    const long = await save(instructor, { weekStart: "2026-02-02", days: [open("2026-02-03", AFTERNOON), open("2026-02-08", AFTERNOON)] });
    expect(long.body).toMatchObject({ editedDates: ["2026-02-08"], skippedDates: ["2026-02-03"] });
    const { calls } = await callsOf(() => save(instructor, { days: [open(MONDAY, AFTERNOON)] }));
    expect(
      transactionsIn(calls)
        .flat()
        .filter((item) => item.includes("EVENT")),
    ).toEqual([]);
  });
});

describe("lessons under an edit", () => {
  it("AVW-9 AVW-10 stand: taken time is not touched, and lessons outside the hours are listed", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(THURSDAY, AFTERNOON)] });
    await book(instructor.userId, NOON);
    const before = await storedDay(instructor, THURSDAY);
    const uncovered = await save(instructor, { days: [open(THURSDAY, "14:30-18:00")] });
    expect(uncovered.body.uncoveredLessons).toEqual([{ date: THURSDAY, startTime: "14:00", endTime: "14:30" }]);
    const emptied = await save(instructor, {});
    expect(emptied.body).toMatchObject({
      daysWritten: 1,
      windowsDeleted: 1,
      uncoveredLessons: [{ date: THURSDAY, startTime: "14:00", endTime: "15:00" }],
    });
    const after = await storedDay(instructor, THURSDAY);
    expect([after.busy, after.busyTravel, after.everBooked]).toEqual([before.busy, before.busyTravel, true]);
  });
});

describe("what a save writes", () => {
  it("AVW-8 is one transaction: the changed days, a check of the others, audit, event, activity and the key's answer", async () => {
    const instructor = await newInstructor();
    const key = { headers: { "idempotency-key": "save-1" } };
    const days = [open(WEDNESDAY, AFTERNOON), open(THURSDAY, AFTERNOON)];
    const { calls } = await callsOf(() => save(instructor, { days, ...key }));
    const [items = [], ...others] = transactionsIn(calls);
    expect(others).toEqual([]);
    expect(items).toHaveLength(11);
    expect(items.filter((item) => item === "update INSTRUCTOR AVDAY")).toHaveLength(2);
    expect(items.filter((item) => item === "check INSTRUCTOR AVDAY")).toHaveLength(5);
    expect(items.filter((item) => !item.endsWith("AVDAY")).map((item) => item.split(" ").slice(0, 2).join(" "))).toEqual([
      "put AUDIT",
      "put EVENT",
      "update IDEMPOTENCY",
      "update INSTRUCTOR",
    ]);
  });

  it("AVW-8 waits for two round trips beside the edge's own", async () => {
    const instructor = await newInstructor();
    const key = { headers: { "idempotency-key": "save-1" } };
    const { roundTrips } = await roundTripsOf(() => save(instructor, { days: [open(WEDNESDAY, AFTERNOON)], ...key }));
    expect(roundTrips).toEqual([["BatchGetItem"], ["BatchGetItem", "PutItem", "Query"], ["TransactWriteItems"]]);
  });

  it("AVW-24 names who wrote the hours and when, and notes the activity at most once an hour", async () => {
    const instructor = await newInstructor();
    const activeAt = async () => (await stored(instructor, "PROFILE")).lastActiveAt;
    await save(instructor, { days: [open(WEDNESDAY, AFTERNOON)] });
    expect(await storedDay(instructor, WEDNESDAY)).toMatchObject({ source: "manual", openUpdatedAt: NOW, updatedAt: NOW, revision: 1 });
    expect(await activeAt()).toBe(NOW);
    setClock(plusMinutes(NOW, 59));
    await save(instructor, { days: [open(WEDNESDAY, "10:00-11:00")] });
    expect([(await storedDay(instructor, WEDNESDAY)).openUpdatedAt, await activeAt()]).toEqual([plusMinutes(NOW, 59), NOW]);
    setClock(plusMinutes(NOW, 60));
    await save(instructor, {});
    expect(await activeAt()).toBe(plusMinutes(NOW, 60));
  });

  it("AVW-24 takes a date back from the weekly pattern", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(WEDNESDAY, AFTERNOON)] });
    await commit([update(availabilityDayKey(instructor.userId, WEDNESDAY), { set: { source: "pattern" } }, present)]);
    await save(instructor, { days: [open(WEDNESDAY, "10:00-11:00")] });
    expect((await storedDay(instructor, WEDNESDAY)).source).toBe("manual");
  });

  it("AVW-11 is nothing when nothing changes", async () => {
    const instructor = await newInstructor();
    const { version } = (await save(instructor, { days: [open(WEDNESDAY, AFTERNOON)] })).body;
    const before = await table.items();
    const same = { days: [open(WEDNESDAY, "13:00-15:00", "14:00-18:00")], version };
    const again = await save(instructor, same);
    expect(again.body).toMatchObject({ version, daysWritten: 0, weeksAffected: 0, windowsCreated: 0, windowsDeleted: 0, editedDates: [] });
    expect(await table.items()).toEqual(before);
  });

  it("tells what changed: the dates from today on, the cause and the week's new version", async () => {
    const instructor = await newInstructor();
    const { version } = (await save(instructor, { days: [open(MONDAY, AFTERNOON), open(WEDNESDAY, AFTERNOON)] })).body;
    const events = (await table.items()).filter((item) => item.type === "event" && JSON.stringify(item).includes(instructor.userId));
    expect(events).toMatchObject([
      {
        eventType: "availability.day_changed",
        data: { instructorId: instructor.userId, dates: [WEDNESDAY], cause: "week_saved", versions: { [MONDAY]: version } },
      },
    ]);
  });

  it("is audited with the windows of each date before and after", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(WEDNESDAY, "09:00-10:00", "11:00-12:00")] });
    const { version } = (await save(instructor, { days: [open(THURSDAY, AFTERNOON)] })).body;
    const entries = await table.partition(`AUDIT#availability#${instructor.userId}:${MONDAY}`);
    expect(entries.filter((entry) => JSON.stringify(entry.after).includes(version))).toMatchObject([
      {
        action: "save_week",
        actorId: instructor.userId,
        before: { windows: { [WEDNESDAY]: 2, [THURSDAY]: 0 } },
        after: { windows: { [WEDNESDAY]: 0, [THURSDAY]: 1 }, versions: { [MONDAY]: version }, skippedDates: [], source: "week" },
      },
    ]);
  });

  it("answers a repeated Idempotency-Key as before, also when the save changed nothing", async () => {
    const instructor = await newInstructor();
    for (const days of [[open(WEDNESDAY, AFTERNOON)], []]) {
      const key = { days, clearExisting: false, headers: { "idempotency-key": `save-${days.length}` } };
      const first = await save(instructor, key);
      const second = await save(instructor, key);
      expect(second.headers["idempotency-replayed"]).toBe("true");
      expect(second.body).toEqual(first.body);
    }
  });

  it("API-33 IK-2 names the current version again when a refused save is repeated under its key", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(WEDNESDAY, AFTERNOON)] });
    const stale = { version: EMPTY_VERSION, headers: { "idempotency-key": "save-stale" } };
    const [first, second] = [await save(instructor, stale), await save(instructor, stale)];
    expect([second.status, second.text, second.headers.etag]).toEqual([412, first.text, first.headers.etag]);
    expect(second.headers).toMatchObject({ etag: expect.any(String), "idempotency-replayed": "true" });
  });
});

function newInstructor(special: Parameters<typeof signedIn>[0] = {}): Promise<SignedIn> {
  return signedIn({ role: "instructor", ...special });
}

async function stored(instructor: SignedIn, sk: string) {
  const found = (await table.partition(`INSTRUCTOR#${instructor.userId}`)).find((item) => item.sk === sk);
  return found ?? {};
}

function storedDay(instructor: SignedIn, date: string) {
  return stored(instructor, `AVDAY#${date}`);
}
