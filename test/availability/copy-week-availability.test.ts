import { describe, expect, it } from "vitest";
import { addDays, type LocalDate } from "../../core/time.ts";
import * as copyWeek from "../../functions/availability/copy-week-availability.ts";
import { callAs } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { conflict, failing, isTransaction } from "../support/faults.ts";
import { eventsOf } from "../support/outbox.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { roundTripsOf } from "../support/round-trips.ts";
import { useTable } from "../support/table.ts";
import { book, EMPTY_VERSION, MONDAY, NOW, open, readWeek, save, THURSDAY, WEDNESDAY, windowsOn } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

const NEXT = addDays(MONDAY, 7);
const LESSON = { startTime: "14:00", durationMinutes: 60, locationType: "online" } as const;

describe("copyWeekAvailability", () => {
  it("AVW-13 gives every date of the target the hours of its weekday, formats too, and empties what is empty in the source", async () => {
    const instructor = await withHours();
    await save(instructor, { weekStart: NEXT, days: [open(NEXT, "08:00-09:00"), open(addDays(NEXT, 2), "20:00-21:00")] });
    const { body, headers } = await copy(instructor);
    expect(body).toMatchObject({
      fromWeekStart: MONDAY,
      toWeekStart: NEXT,
      daysWritten: 3,
      windowsCopied: 3,
      skippedDates: [],
      uncoveredLessons: [],
      emptySource: false,
    });
    const after = (await readWeek(instructor, NEXT)).body;
    expect(after.days.map(({ date }) => windowsOn(after, date)).filter((windows) => windows.length > 0)).toEqual([
      ["09:00-12:00", "13:00-15:00 online_only"],
      ["10:00-11:00"],
    ]);
    expect([body.version, headers.etag]).toEqual([after.version, `"${after.version}"`]);
    expect((await copy(instructor)).body).toMatchObject({ daysWritten: 0, windowsCopied: 0 });
  });

  it("AVW-13 keeps wall-clock times over the change of clocks", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await save(instructor, { days: [open("2026-03-15", "01:00-04:00")] });
    await copy(instructor, MONDAY, "2026-10-26");
    const { body } = await readWeek(instructor, "2026-10-26");
    expect(windowsOn(body, "2026-11-01")).toEqual(["01:00-04:00"]);
  });

  it("AVW-13 skips dates of the target that are over and says so", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await save(instructor, { weekStart: NEXT, days: [open(NEXT, "09:00-10:00"), open(addDays(NEXT, 3), "09:00-10:00")] });
    const { body } = await copy(instructor, NEXT, MONDAY);
    expect(body).toMatchObject({ daysWritten: 1, windowsCopied: 1, skippedDates: [MONDAY] });
  });

  it("AVW-13 does nothing with a week that was never filled in", async () => {
    const instructor = await withHours();
    const before = await table.items();
    const { body } = await copy(instructor, NEXT, MONDAY);
    expect(body).toMatchObject({ emptySource: true, daysWritten: 0, windowsCopied: 0 });
    expect(windowsOn((await readWeek(instructor)).body, WEDNESDAY)).not.toEqual([]);
    expect(await table.items()).toEqual(before);
  });

  it("AVW-1 AVW-2 AVW-13 refuses what is no week, the same week, and a week too far ahead", async () => {
    const instructor = await signedIn({ role: "instructor" });
    const code = async (from: LocalDate, to: LocalDate) => (await copy(instructor, from, to)).problem.code;
    expect(await code(WEDNESDAY, NEXT)).toBe("WEEK_START_NOT_MONDAY");
    expect(await code(MONDAY, WEDNESDAY)).toBe("WEEK_START_NOT_MONDAY");
    expect(await code(MONDAY, MONDAY)).toBe("SAME_WEEK");
    expect(await code(MONDAY, "2028-03-13")).toBe("DATE_TOO_FAR");
    expect((await copy(instructor, MONDAY, "2028-03-06")).status).toBe(200);
  });

  it("AVW-9 AVW-10 leaves lessons of the target where they are and lists those outside the new hours", async () => {
    const instructor = await withHours();
    const date = addDays(NEXT, 3);
    await save(instructor, { weekStart: NEXT, days: [open(date, "13:00-18:00")] });
    await book(instructor.userId, { ...LESSON, date });
    const { body } = await copy(instructor);
    expect(body.uncoveredLessons).toEqual([{ date, startTime: "14:00", endTime: "15:00" }]);
  });

  it("AVW-13 AVW-24 is one transaction of ten items: seven dates, audit, event and activity", async () => {
    const instructor = await withHours();
    setClock("2026-03-10T16:00:00.000Z");
    const { calls } = await callsOf(() => copy(instructor));
    const [items = [], ...others] = transactionsIn(calls);
    expect(others).toEqual([]);
    expect(items).toHaveLength(10);
    expect(items.filter((item) => !item.endsWith("AVDAY")).map((item) => item.split(" ").slice(0, 2).join(" "))).toEqual([
      "put AUDIT",
      "put EVENT",
      "update INSTRUCTOR",
    ]);
    const { version } = (await readWeek(instructor, NEXT)).body;
    expect(await table.partition(`AUDIT#availability#${instructor.userId}:${NEXT}`)).toMatchObject([
      { action: "copy_week", before: { versions: {} }, after: { versions: { [NEXT]: version } } },
    ]);
    const events = await eventsOf(table, "availability.day_changed");
    const copies = events.filter(({ data }) => data.instructorId === instructor.userId && data.cause === "week_copied");
    expect(copies).toMatchObject([
      { data: { cause: "week_copied", dates: [addDays(NEXT, 2), addDays(NEXT, 3)], versions: { [NEXT]: version } } },
    ]);
  });

  it("waits for two round trips beside the edge's own, and gives up after five lost races", async () => {
    const instructor = await withHours();
    const { roundTrips } = await roundTripsOf(() => copy(instructor));
    expect(roundTrips).toEqual([["BatchGetItem"], ["BatchGetItem", "Query", "Query"], ["TransactWriteItems"]]);
    const lost = await failing(() => copy(instructor, MONDAY, addDays(NEXT, 7)), isTransaction, conflict);
    expect(lost.problem).toMatchObject({ status: 409, code: "AVAILABILITY_BUSY" });
  });

  it("AVW-8 AVW-13 racing with saves of the target loses no date: the week is the copy, and later saves on top of it", async () => {
    for (let round = 0; round < 10; round++) {
      const instructor = await withHours();
      const saving = save(instructor, { weekStart: NEXT, days: [open(addDays(NEXT, 4), "08:00-09:00")], version: EMPTY_VERSION });
      const [copied, saved] = await Promise.all([copy(instructor), saving]);
      expect(copied.status).toBe(200);
      const after = (await readWeek(instructor, NEXT)).body;
      // A save that came first is replaced as a whole; one that came after names an older version.
      expect([200, 412]).toContain(saved.status);
      expect(after.version).toBe(copied.body.version);
    }
  });
});

/** Wednesday and Thursday of the present week are open. */
async function withHours(): Promise<SignedIn> {
  const instructor = await signedIn({ role: "instructor" });
  await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00", "13:00-15:00 online_only"), open(THURSDAY, "10:00-11:00")] });
  return instructor;
}

function copy(instructor: SignedIn, fromWeekStart: LocalDate = MONDAY, toWeekStart: LocalDate = NEXT) {
  return callAs(instructor, copyWeek, { body: { fromWeekStart, toWeekStart } });
}
