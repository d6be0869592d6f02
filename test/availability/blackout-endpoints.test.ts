import { describe, expect, it } from "vitest";
import { newId } from "../../core/ids.ts";
import { addDays, type LocalDate, plusMinutes } from "../../core/time.ts";
import * as addBlackout from "../../functions/availability/add-blackout-date.ts";
import * as deleteBlackout from "../../functions/availability/delete-blackout-date.ts";
import * as getAvailability from "../../functions/availability/get-instructor-availability.ts";
import * as listBlackouts from "../../functions/availability/list-blackout-dates.ts";
import { book as bookLesson, callAs } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { eventsOf } from "../support/outbox.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { book, MONDAY, NOW, open, readWeek, save, THURSDAY, WEDNESDAY, windowsOn } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

const TODAY: LocalDate = "2026-03-10";
const LESSON = { date: THURSDAY, startTime: "14:00", durationMinutes: 60, locationType: "online" } as const;

describe("addBlackoutDate", () => {
  it("BLK-1 BLK-3 makes the dates of a range days off, with the reason trimmed", async () => {
    const instructor = await newInstructor();
    const reply = await add(instructor, { startDate: WEDNESDAY, endDate: THURSDAY, reason: "  Recital " });
    expect(reply.status).toBe(201);
    expect(reply.body.items).toMatchObject([
      { date: WEDNESDAY, reason: "Recital", createdAt: NOW },
      { date: THURSDAY, reason: "Recital", createdAt: NOW },
    ]);
    const { days } = (await readWeek(instructor)).body;
    expect(days.filter(({ isBlackout }) => isBlackout).map(({ date }) => date)).toEqual([WEDNESDAY, THURSDAY]);
    expect((await add(instructor, { date: TODAY, reason: "   " })).body.items).toMatchObject([{ date: TODAY, reason: null }]);
  });

  it.each([
    [{ startDate: THURSDAY, endDate: WEDNESDAY }, "INVALID_DATE_RANGE"],
    [{ startDate: TODAY, endDate: addDays(TODAY, 31) }, "DATE_RANGE_TOO_LARGE"],
    [{ date: MONDAY }, "DATE_IN_PAST"],
    [{ date: addDays(TODAY, 731) }, "DATE_TOO_FAR"],
    [{}, "VALIDATION_FAILED"],
    [{ startDate: TODAY }, "VALIDATION_FAILED"],
    [{ date: TODAY, endDate: TODAY }, "VALIDATION_FAILED"],
    [{ date: TODAY, reason: "x".repeat(256) }, "VALIDATION_FAILED"],
  ])("BLK-1 refuses %j: %s", async (body, code) => {
    expect((await add(await newInstructor(), body)).problem).toMatchObject({ status: 422, code });
  });

  it("BLK-1 takes 31 dates at once, in one transaction with their days, audit, event, activity and key", async () => {
    const instructor = await newInstructor();
    const body = { startDate: TODAY, endDate: addDays(TODAY, 30), reason: "x".repeat(255) };
    const { calls } = await callsOf(() => callAs(instructor, addBlackout, { body, headers: { "idempotency-key": "month" } }));
    const [items = [], ...others] = transactionsIn(calls);
    expect([items.length, others]).toEqual([66, []]);
    expect(items.filter((item) => item === "put INSTRUCTOR BLACKOUT")).toHaveLength(31);
  });

  it("BLK-2 refuses a range with a date that is a day off already, whole, and names the first", async () => {
    const instructor = await newInstructor();
    await add(instructor, { date: THURSDAY });
    const refused = await add(instructor, { startDate: WEDNESDAY, endDate: addDays(THURSDAY, 2) });
    expect(refused.problem).toMatchObject({ status: 409, code: "BLACKOUT_EXISTS", date: THURSDAY });
    expect(await dates(instructor)).toEqual([THURSDAY]);
  });

  it("BLK-2 BLK-3 two at once for one date: one is made", async () => {
    for (let round = 0; round < 5; round++) {
      const instructor = await newInstructor();
      const replies = await Promise.all([
        add(instructor, { date: THURSDAY }),
        add(instructor, { startDate: WEDNESDAY, endDate: THURSDAY }),
      ]);
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
      const off = await dates(instructor);
      expect(off).toEqual(replies[0]?.status === 201 ? [THURSDAY] : [WEDNESDAY, THURSDAY]);
    }
  });

  it("BLK-3 BLK-4 leaves hours, who wrote them and lessons alone, and lists the lessons", async () => {
    const instructor = await newInstructor();
    await save(instructor, { days: [open(THURSDAY, "13:00-18:00")] });
    await book(instructor.userId, LESSON);
    const before = await storedDay(instructor, THURSDAY);
    setClock(plusMinutes(NOW, 5));
    const { body } = await add(instructor, { date: THURSDAY });
    expect(body.affectedLessons).toEqual([{ date: THURSDAY, startTime: "14:00", endTime: "15:00" }]);
    const after = await storedDay(instructor, THURSDAY);
    expect(after).toMatchObject({ open: before.open, busy: before.busy, source: "manual", openUpdatedAt: NOW, revision: 3 });
    expect(windowsOn((await readWeek(instructor)).body, THURSDAY)).toEqual(["13:00-18:00"]);
  });

  it("BLK-3 a day nobody has edited stays one that nobody has edited", async () => {
    const instructor = await newInstructor();
    await add(instructor, { date: THURSDAY });
    const day = await storedDay(instructor, THURSDAY);
    expect([day.source, day.openUpdatedAt, day.revision]).toEqual([undefined, undefined, 1]);
  });

  it("BLK-3 AV-53 racing with claims of its date: each booking is listed or refused", async () => {
    for (let round = 0; round < 8; round++) {
      const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
      await save(instructor, { days: [open(THURSDAY, "13:00-18:00")] });
      const wish = { date: THURSDAY, startTime: "14:00" };
      const [off, booked] = await Promise.all([add(instructor, { date: THURSDAY }), bookLesson(student, instructor, wish)]);
      expect(off.status).toBe(201);
      const lessons = [{ date: THURSDAY, startTime: "14:00", endTime: "15:00" }];
      if (booked.status === 201) expect(off.body.affectedLessons).toEqual(lessons);
      else expect([booked.problem.code, off.body.affectedLessons]).toEqual(["DAY_BLACKED_OUT", []]);
    }
  });

  it("is told and audited, without the reason", async () => {
    const instructor = await newInstructor();
    const { body } = await add(instructor, { date: WEDNESDAY, reason: "Surgery" });
    await callAs(instructor, deleteBlackout, { params: { blackoutId: body.items[0]?.blackoutId ?? "" } });
    const { version } = (await readWeek(instructor)).body;
    const told = (await eventsOf(table, "availability.day_changed")).filter(({ data }) => data.instructorId === instructor.userId);
    expect(told.map(({ data }) => data)).toEqual(
      expect.arrayContaining(
        ["blackout_added", "blackout_removed"].map((cause) => ({
          instructorId: instructor.userId,
          cause,
          dates: [WEDNESDAY],
          versions: { [MONDAY]: version },
        })),
      ),
    );
    const entries = await table.partition(`AUDIT#availability#${instructor.userId}:${MONDAY}`);
    expect(entries.map(({ action }) => action).sort()).toEqual(["blackout_add", "blackout_remove"]);
    expect(JSON.stringify([entries, told])).not.toContain("Surgery");
  });

  it("answers a repeated Idempotency-Key as before", async () => {
    const instructor = await newInstructor();
    const call = { body: { date: WEDNESDAY }, headers: { "idempotency-key": "off" } };
    const first = await callAs(instructor, addBlackout, call);
    expect((await callAs(instructor, addBlackout, call)).text).toBe(first.text);
  });

  it("waits for two round trips beside the edge's own", async () => {
    const instructor = await newInstructor();
    const { roundTrips } = await roundTripsOf(() => add(instructor, { date: WEDNESDAY }));
    expect(roundTrips).toEqual([["BatchGetItem"], ["BatchGetItem", "Query"], ["TransactWriteItems"]]);
  });
});

describe("days off", () => {
  it("BLK-5 are listed from today on by date, in the instructor's zone", async () => {
    const instructor = await newInstructor();
    await add(instructor, { date: addDays(THURSDAY, 200) });
    await add(instructor, { startDate: TODAY, endDate: WEDNESDAY });
    expect(await dates(instructor)).toEqual([TODAY, WEDNESDAY, addDays(THURSDAY, 200)]);
    setClock("2026-03-11T03:59:00.000Z");
    expect(await dates(instructor)).toEqual([TODAY, WEDNESDAY, addDays(THURSDAY, 200)]);
    setClock("2026-03-11T04:00:00.000Z");
    expect(await dates(instructor)).toEqual([WEDNESDAY, addDays(THURSDAY, 200)]);
  });

  it("BLK-4 BLK-6 hide hours from everybody without a word, and give them back when they end", async () => {
    const instructor = await liveInstructor();
    await save(instructor, { days: [open(THURSDAY, "13:00-18:00")] });
    const [item] = (await add(instructor, { date: THURSDAY, reason: "Surgery" })).body.items;
    const shown = async () => invoke(getAvailability, { params: { instructorId: instructor.userId }, query: { startDate: THURSDAY } });
    const hidden = await shown();
    expect(hidden.body.days?.[0]).toEqual({ date: THURSDAY, isBlackout: true, windows: [], starts: null });
    expect(hidden.text).not.toContain("Surgery");
    await remove(instructor, item?.blackoutId ?? "");
    expect((await shown()).body.days?.[0]).toMatchObject({ isBlackout: false, windows: [{ startTime: "13:00", endTime: "18:00" }] });
    expect(await storedDay(instructor, THURSDAY)).not.toHaveProperty("blackoutReason");
  });

  it("BLK-5 of the past can be removed; unknown and foreign ones are not found", async () => {
    const instructor = await newInstructor();
    const [item] = (await add(instructor, { date: TODAY })).body.items;
    setClock(plusMinutes(NOW, 3 * 24 * 60));
    expect((await remove(await newInstructor(), item?.blackoutId ?? "")).problem).toMatchObject({
      status: 404,
      code: "BLACKOUT_NOT_FOUND",
    });
    expect((await remove(instructor, newId("blk", NOW))).problem.code).toBe("BLACKOUT_NOT_FOUND");
    expect((await remove(instructor, item?.blackoutId ?? "")).status).toBe(204);
    expect((await remove(instructor, item?.blackoutId ?? "")).problem.code).toBe("BLACKOUT_NOT_FOUND");
    const told = (await eventsOf(table, "availability.day_changed")).filter(({ data }) => data.instructorId === instructor.userId);
    expect(told.map(({ data }) => data.cause)).toEqual(["blackout_added"]);
  });

  it("AVW-23 let the hours beneath be edited, and stay", async () => {
    const instructor = await newInstructor();
    await add(instructor, { date: THURSDAY });
    await save(instructor, { days: [open(THURSDAY, "09:00-10:00")] });
    const day = (await readWeek(instructor)).body.days[3];
    expect(day).toMatchObject({ isBlackout: true, windows: [{ startTime: "09:00", endTime: "10:00" }] });
  });

  it("BLK-3 AV-61 racing with an edit of the same date: both happen", async () => {
    const instructor = await newInstructor();
    const replies = await Promise.all([add(instructor, { date: THURSDAY }), save(instructor, { days: [open(THURSDAY, "09:00-10:00")] })]);
    expect(replies.map(({ status }) => status)).toEqual([201, 200]);
    expect((await readWeek(instructor)).body.days[3]).toMatchObject({ isBlackout: true, windows: [{ startTime: "09:00" }] });
  });
});

function newInstructor(): Promise<SignedIn> {
  return signedIn({ role: "instructor" });
}

function add(instructor: SignedIn, body: Readonly<Record<string, unknown>>) {
  return callAs(instructor, addBlackout, { body });
}

function remove(instructor: SignedIn, blackoutId: string) {
  return callAs(instructor, deleteBlackout, { params: { blackoutId } });
}

async function dates(instructor: SignedIn): Promise<string[]> {
  return (await callAs(instructor, listBlackouts)).body.items.map(({ date }) => date);
}

async function storedDay(instructor: SignedIn, date: LocalDate) {
  const found = (await table.partition(`INSTRUCTOR#${instructor.userId}`)).find(({ sk }) => sk === `AVDAY#${date}`);
  return found ?? {};
}
