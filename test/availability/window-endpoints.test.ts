import { describe, expect, it } from "vitest";
import { untilCommitted } from "../../core/table/retry.ts";
import { addDays, type Instant, type LocalDate } from "../../core/time.ts";
import * as addWindow from "../../functions/availability/add-specific-date-availability.ts";
import * as bulkUpdate from "../../functions/availability/bulk-update-availability.ts";
import * as deleteWindow from "../../functions/availability/delete-availability-window.ts";
import * as listWindows from "../../functions/availability/list-availability-windows.ts";
import * as updateWindow from "../../functions/availability/update-availability-window.ts";
import { callAs } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { book, MONDAY, NOW, open, readWeek, save, THURSDAY, WEDNESDAY, windowsOn } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

const TODAY: LocalDate = "2026-03-10";
const MORNING = { date: WEDNESDAY, startTime: "09:00", endTime: "12:00" } as const;
const MORNING_ID = "2026-03-11_0900_1200";
const LESSON = { date: WEDNESDAY, startTime: "10:00", durationMinutes: 60, locationType: "online" } as const;

describe("addSpecificDateAvailability", () => {
  it("AVW-19 AVW-20 opens a window and names the run that holds it", async () => {
    const instructor = await newInstructor();
    const first = await add(instructor, MORNING);
    expect([first.status, first.headers.location]).toEqual([201, `/api/v1/instructors/availability/${MORNING_ID}`]);
    expect(first.body).toEqual({ items: [{ windowId: MORNING_ID, ...MORNING, formats: "any" }], uncoveredLessons: [] });
    const merged = await add(instructor, { ...MORNING, startTime: "12:00", endTime: "13:30" });
    expect(merged.body.items.map(({ windowId }) => windowId)).toEqual(["2026-03-11_0900_1330"]);
    const touching = await add(instructor, { ...MORNING, startTime: "13:30", endTime: "15:00", formats: "no_travel" });
    expect(touching.body.items).toMatchObject([{ windowId: "2026-03-11_1330_1500", formats: "no_travel" }]);
    expect(await windows(instructor)).toEqual(["09:00-13:30", "13:30-15:00 no_travel"]);
  });

  it("AV-5 AVW-20 goes over midnight onto both dates, from a Sunday as well", async () => {
    const instructor = await newInstructor();
    const { items } = (await add(instructor, { date: "2026-03-15", startTime: "22:00", endTime: "01:00" })).body;
    expect(items.map(({ windowId }) => windowId)).toEqual(["2026-03-15_2200_2400", "2026-03-16_0000_0100"]);
  });

  it.each([
    [{ startTime: "09:02" }, "TIME_NOT_ALIGNED"],
    [{ endTime: "09:00" }, "EMPTY_WINDOW"],
    [{ date: MONDAY }, "DATE_IN_PAST"],
    [{ date: TODAY, endTime: "10:00" }, "DATE_IN_PAST"],
    [{ date: "2028-03-10" }, "DATE_TOO_FAR"],
    [{ startTime: "08:00", formats: "online_only" }, "WINDOW_OVERLAP"],
  ])("AVW-20 AV-3 refuses %j: %s", async (special, code) => {
    const instructor = await newInstructor();
    await add(instructor, MORNING);
    expect((await add(instructor, { ...MORNING, ...special })).problem).toMatchObject({ status: 422, code });
    expect(await windows(instructor)).toEqual(["09:00-12:00"]);
  });

  it("AVW-20 says of time that is open already that it is", async () => {
    const instructor = await newInstructor();
    await add(instructor, MORNING);
    expect((await add(instructor, { ...MORNING, endTime: "10:00" })).problem).toMatchObject({ status: 409, code: "WINDOW_EXISTS" });
  });

  it("AVW-20 takes a window of today until its end, and of the last day two years ahead", async () => {
    const instructor = await newInstructor();
    expect((await add(instructor, { ...MORNING, date: TODAY, endTime: "10:05" })).status).toBe(201);
    expect((await add(instructor, { ...MORNING, date: "2028-03-09" })).status).toBe(201);
  });

  it("answers a repeated Idempotency-Key as before", async () => {
    const instructor = await newInstructor();
    const call = { body: MORNING, headers: { "idempotency-key": "morning" } };
    const first = await callAs(instructor, addWindow, call);
    const second = await callAs(instructor, addWindow, call);
    expect([second.status, second.text, second.headers["idempotency-replayed"]]).toEqual([201, first.text, "true"]);
  });
});

describe("updateAvailabilityWindow", () => {
  it("AVW-19 AVW-21 changes what is sent, keeps the rest, and answers the new id", async () => {
    const instructor = await newInstructor();
    await add(instructor, { ...MORNING, formats: "online_only" });
    const later = await change(instructor, MORNING_ID, { startTime: "10:00" });
    expect(later.body.items).toEqual([{ windowId: "2026-03-11_1000_1200", ...MORNING, startTime: "10:00", formats: "online_only" }]);
    expect((await change(instructor, MORNING_ID, { formats: "any" })).problem).toMatchObject({ status: 404, code: "WINDOW_NOT_FOUND" });
    await change(instructor, "2026-03-11_1000_1200", { formats: "any", startTime: "22:00", endTime: "02:00" });
    expect(await windows(instructor)).toEqual(["22:00-24:00"]);
    expect(await windows(instructor, THURSDAY)).toEqual(["00:00-02:00"]);
  });

  it("AVW-21 writes nothing when nothing changes", async () => {
    const instructor = await newInstructor();
    await add(instructor, MORNING);
    const before = await table.items();
    expect((await change(instructor, MORNING_ID, { endTime: "12:00", formats: "any" })).body.items).toMatchObject([
      { windowId: MORNING_ID },
    ]);
    expect(await table.items()).toEqual(before);
  });

  it("AVW-9 AVW-10 AVW-21 leaves a lesson in it and lists what of it is not covered any more", async () => {
    const instructor = await newInstructor();
    await add(instructor, MORNING);
    await book(instructor.userId, LESSON);
    const { body } = await change(instructor, MORNING_ID, { startTime: "10:30" });
    expect(body.uncoveredLessons).toEqual([{ date: WEDNESDAY, startTime: "10:00", endTime: "10:30" }]);
  });

  it("AVW-21 refuses windows of the past, windows that are none, and a body that changes nothing", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(MONDAY, "09:00-12:00"), open(WEDNESDAY, "09:00-12:00")] });
    expect((await change(instructor, "2026-03-09_0900_1200", { endTime: "11:00" })).problem.code).toBe("DATE_IN_PAST");
    expect((await change(instructor, "2026-03-11_0900_1130", { endTime: "11:00" })).problem.code).toBe("WINDOW_NOT_FOUND");
    expect((await change(instructor, "2026-03-11_9900_1130", { endTime: "11:00" })).problem.code).toBe("WINDOW_NOT_FOUND");
    const { errors } = (await change(instructor, MORNING_ID, {})).problem;
    expect(errors).toMatchObject([{ field: "body", code: "TOO_FEW" }]);
  });
});

describe("deleteAvailabilityWindow", () => {
  it("AVW-21 AVW-10 closes the window, its lessons stand", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00", "13:00-14:00")] });
    await book(instructor.userId, LESSON);
    const { body } = await callAs(instructor, deleteWindow, { params: { windowId: MORNING_ID } });
    expect(body).toEqual({ windowId: MORNING_ID, uncoveredLessons: [{ date: WEDNESDAY, startTime: "10:00", endTime: "11:00" }] });
    expect(await windows(instructor)).toEqual(["13:00-14:00"]);
    expect((await callAs(instructor, deleteWindow, { params: { windowId: MORNING_ID } })).problem.code).toBe("WINDOW_NOT_FOUND");
  });
});

describe("bulkUpdateAvailability", () => {
  const operations = [
    { action: "add", date: THURSDAY, startTime: "09:00", endTime: "10:00" },
    { action: "add", date: THURSDAY, startTime: "09:00", endTime: "10:00" },
    { action: "add", date: THURSDAY, startTime: "09:30", endTime: "11:00", formats: "online_only" },
    { action: "update", windowId: "2026-03-12_0900_1000", endTime: "11:00" },
    { action: "remove", windowId: MORNING_ID },
    { action: "remove" },
  ];

  it("AVW-22 carries out each on what the ones before left, and writes all that succeeded at once", async () => {
    const instructor = await newInstructor();
    await add(instructor, MORNING);
    const { result, calls } = await callsOf(() => bulk(instructor, { operations }));
    expect(result.body).toMatchObject({ successful: 3, failed: 2, skipped: 1, editedDates: [WEDNESDAY, THURSDAY], uncoveredLessons: [] });
    expect(result.body.results).toEqual([
      { index: 0, action: "add", status: "success", code: null, windowIds: ["2026-03-12_0900_1000"] },
      { index: 1, action: "add", status: "skipped", code: "WINDOW_EXISTS", windowIds: null },
      { index: 2, action: "add", status: "failed", code: "WINDOW_OVERLAP", windowIds: null },
      { index: 3, action: "update", status: "success", code: null, windowIds: ["2026-03-12_0900_1100"] },
      { index: 4, action: "remove", status: "success", code: null, windowIds: [] },
      { index: 5, action: "remove", status: "failed", code: "VALIDATION_FAILED", windowIds: null },
    ]);
    expect(transactionsIn(calls)).toHaveLength(1);
    expect([await windows(instructor), await windows(instructor, THURSDAY)]).toEqual([[], ["09:00-11:00"]]);
  });

  it("AVW-22 with validateOnly answers the same and writes nothing", async () => {
    const instructor = await newInstructor();
    await add(instructor, MORNING);
    const before = await table.items();
    const planned = (await bulk(instructor, { operations, validateOnly: true })).body;
    expect(await table.items()).toEqual(before);
    expect((await bulk(instructor, { operations })).body).toEqual(planned);
  });

  it("AVW-22 takes a hundred operations on 31 dates and no more", async () => {
    const instructor = await newInstructor();
    const on = (days: number, hour = 9) => ({
      action: "add",
      date: addDays(TODAY, days * 7),
      startTime: `${String(hour).padStart(2, "0")}:00`,
      endTime: `${hour + 1}:00`,
    });
    const dates = Array.from({ length: 31 }, (_, index) => index + 1);
    const most = [...dates.map((days) => on(days)), ...dates.map((days) => on(days, 11)), ...dates.map((days) => on(days, 13))];
    expect((await bulk(instructor, { operations: [...most, ...most.slice(0, 7)] })).body).toMatchObject({ successful: 93, skipped: 7 });
    expect((await bulk(instructor, { operations: [...most, on(32)] })).problem).toMatchObject({ code: "TOO_MANY_DATES", dates: 32 });
    expect((await bulk(instructor, { operations: [] })).problem.code).toBe("VALIDATION_FAILED");
    expect((await bulk(instructor, { operations: [...most, ...most] })).problem.code).toBe("VALIDATION_FAILED");
  });
});

describe("what window operations write", () => {
  it("AVW-24 sets source manual, notes the activity, audits under save_week and tells the week's version", async () => {
    const instructor = await newInstructor();
    await add(instructor, MORNING);
    const { version } = (await readWeek(instructor)).body;
    const [day] = (await table.partition(`INSTRUCTOR#${instructor.userId}`)).filter(({ sk }) => sk === `AVDAY#${WEDNESDAY}`);
    expect(day).toMatchObject({ source: "manual", openUpdatedAt: NOW, revision: 1 });
    const [profile] = (await table.partition(`INSTRUCTOR#${instructor.userId}`)).filter(({ sk }) => sk === "PROFILE");
    expect(profile).toMatchObject({ lastActiveAt: NOW });
    expect(await table.partition(`AUDIT#availability#${instructor.userId}:${MONDAY}`)).toMatchObject([
      { action: "save_week", after: { source: "specific_date", windows: { [WEDNESDAY]: 1 }, versions: { [MONDAY]: version } } },
    ]);
    const events = (await table.items()).filter(({ type, data }) => type === "event" && JSON.stringify(data).includes(instructor.userId));
    expect(events).toMatchObject([{ data: { cause: "window_changed", dates: [WEDNESDAY], versions: { [MONDAY]: version } } }]);
  });

  it("waits for two round trips beside the edge's own", async () => {
    const instructor = await newInstructor();
    const { roundTrips } = await roundTripsOf(() => add(instructor, MORNING));
    expect(roundTrips).toEqual([["BatchGetItem"], ["BatchGetItem", "Query"], ["TransactWriteItems"]]);
  });

  it("AVW-23 edits windows of a day off, which stays one", async () => {
    const instructor = await newInstructor();
    await add(instructor, MORNING);
    expect((await change(instructor, MORNING_ID, { endTime: "11:00" })).status).toBe(200);
  });

  it("AV-61 AVW-9 races with claims of the same date lose neither edit nor lesson", async () => {
    for (let round = 0; round < 10; round++) {
      const instructor = await newInstructor();
      await add(instructor, MORNING);
      const booking = untilCommitted(
        () => book(instructor.userId, LESSON),
        () => new Error("the booking lost every race"),
      );
      const edits = [
        add(instructor, { ...MORNING, startTime: "14:00", endTime: "15:00" }),
        change(instructor, MORNING_ID, { endTime: "12:30" }),
      ];
      const [, ...replies] = await Promise.all([booking, ...edits]);
      expect(replies.map(({ status }) => status)).toEqual([201, 200]);
      expect(await windows(instructor)).toEqual(["09:00-12:30", "14:00-15:00"]);
      const days = (await table.partition(`INSTRUCTOR#${instructor.userId}`)).filter(({ sk }) => sk === `AVDAY#${WEDNESDAY}`);
      expect(days).toMatchObject([{ revision: 4, everBooked: true }]);
    }
  });
});

describe("listAvailabilityWindows", () => {
  it("AVW-19 AV-4 lists windows by date and start from today on, 90 days unless told otherwise", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(MONDAY, "09:00-10:00"), open(WEDNESDAY, "13:00-14:00 online_only", "09:00-13:00")] });
    await add(instructor, { ...MORNING, date: addDays(TODAY, 89) });
    await add(instructor, { ...MORNING, date: addDays(TODAY, 90) });
    expect(await idsOf(instructor)).toEqual(["2026-03-11_0900_1300", "2026-03-11_1300_1400", "2026-06-07_0900_1200"]);
    expect(await idsOf(instructor, { startDate: MONDAY, endDate: TODAY })).toEqual(["2026-03-09_0900_1000"]);
    expect(await idsOf(instructor, { endDate: TODAY })).toEqual([]);
  });

  it("API-28 gives every window once over pages, though some are added between them", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(WEDNESDAY, "09:00-10:00", "11:00-12:00", "13:00-14:00"), open(THURSDAY, "09:00-10:00")] });
    const first = (await list(instructor, { limit: "2" })).body;
    expect(first.items.map(({ windowId }) => windowId)).toEqual(["2026-03-11_0900_1000", "2026-03-11_1100_1200"]);
    await add(instructor, { date: WEDNESDAY, startTime: "06:00", endTime: "07:00" });
    const second = (await list(instructor, { limit: "2", cursor: first.nextCursor ?? "" })).body;
    expect(second.items.map(({ windowId }) => windowId)).toEqual(["2026-03-11_1300_1400", "2026-03-12_0900_1000"]);
    expect(second.nextCursor).toBeNull();
    const foreign = await list(await newInstructor(), { limit: "2", cursor: first.nextCursor ?? "" });
    expect(foreign.problem).toMatchObject({ status: 400, code: "CURSOR_INVALID" });
  });

  it("takes at most 366 days, in order", async () => {
    const instructor = await newInstructor();
    const code = async (startDate: string, endDate: string) => (await list(instructor, { startDate, endDate })).problem.code;
    expect(await code(TODAY, MONDAY)).toBe("INVALID_DATE_RANGE");
    expect(await code(TODAY, addDays(TODAY, 366))).toBe("DATE_RANGE_TOO_LARGE");
    expect((await list(instructor, { endDate: "2199-12-31" })).problem.code).toBe("DATE_RANGE_TOO_LARGE");
    expect((await list(instructor, { startDate: TODAY, endDate: addDays(TODAY, 365) })).status).toBe(200);
  });

  it("AV-12 begins with the instructor's own date", async () => {
    const instructor = await newInstructor();
    await add(instructor, { ...MORNING, date: TODAY, endTime: "24:00" });
    const lateEvening: Instant = "2026-03-11T03:30:00.000Z";
    setClock(lateEvening);
    expect(await idsOf(instructor)).toEqual(["2026-03-10_0900_2400"]);
  });
});

function newInstructor(): Promise<SignedIn> {
  return signedIn({ role: "instructor" });
}

function add(instructor: SignedIn, body: Readonly<Record<string, unknown>>) {
  return callAs(instructor, addWindow, { body });
}

function change(instructor: SignedIn, windowId: string, body: Readonly<Record<string, unknown>>) {
  return callAs(instructor, updateWindow, { params: { windowId }, body });
}

function bulk(instructor: SignedIn, body: Readonly<Record<string, unknown>>) {
  return callAs(instructor, bulkUpdate, { body });
}

function list(instructor: SignedIn, query: Readonly<Record<string, string>> = {}) {
  return callAs(instructor, listWindows, { query });
}

async function idsOf(instructor: SignedIn, query?: Readonly<Record<string, string>>): Promise<string[]> {
  return (await list(instructor, query)).body.items.map(({ windowId }) => windowId);
}

async function windows(instructor: SignedIn, date: LocalDate = WEDNESDAY): Promise<string[]> {
  return windowsOn((await readWeek(instructor, date)).body, date);
}
