import { describe, expect, it } from "vitest";
import { observeCalls, type ServiceCall } from "../../core/clients/observe.ts";
import type { UserId } from "../../core/ids.ts";
import { addDays, type LocalDate, plusMilliseconds } from "../../core/time.ts";
import * as applyRange from "../../functions/availability/apply-availability-to-date-range.ts";
import * as getJob from "../../functions/availability/get-range-job.ts";
import * as continueRangeJobs from "../../functions/schedules/continue-range-jobs.ts";
import { callAs, runSchedule } from "../support/bookings.ts";
import { callsOf, transactionsIn } from "../support/calls.ts";
import { setClock, useClock } from "../support/clock.ts";
import { conflict, connectionLost, failing, isTransaction, losingAnswer } from "../support/faults.ts";
import type { BodyOf } from "../support/invoke.ts";
import { eventsOf } from "../support/outbox.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";
import { book, MONDAY, NOW, open, readWeek, save, THURSDAY, WEDNESDAY, windowsOn } from "./own-week.ts";

const table = useTable();
useClock(NOW);
withoutRateLimits();

const NEXT = addDays(MONDAY, 7);
/** Three chunks: four weeks, four weeks, three days. */
const RANGE = { fromWeekStart: MONDAY, startDate: NEXT, endDate: addDays(NEXT, 58) } as const;
const FIRST_OF_SECOND = addDays(NEXT, 28);
const AFTER_LEASE = plusMilliseconds(NOW, 31_000);

type Job = BodyOf<typeof getJob>;

describe("applyAvailabilityToDateRange", () => {
  it("AVW-14 AVW-15 gives each date the hours of its weekday and answers the totals", async () => {
    const instructor = await withHours();
    await save(instructor, { weekStart: NEXT, days: [open(NEXT, "08:00-09:00")] });
    const { status, body } = await apply(instructor);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "completed", ...RANGE, nextDate: null, emptySource: false, lastError: null });
    // Nine Wednesdays, eight Thursdays, and the Monday that was emptied.
    expect(body).toMatchObject({
      daysProcessed: 59,
      daysWritten: 18,
      weeksAffected: 9,
      windowsCreated: 17,
      daysWithWindows: 17,
      skippedPastDays: 0,
    });
    expect(body.writtenDates).toHaveLength(18);
    const week = (await readWeek(instructor, addDays(NEXT, 49))).body;
    expect(week.days.map(({ date }) => windowsOn(week, date)).filter((windows) => windows.length > 0)).toEqual([
      ["09:00-12:00"],
      ["13:00-18:00"],
    ]);
    expect((await callAs(instructor, getJob, { params: { rangeJobId: body.rangeJobId } })).body).toEqual(body);
  });

  it.each([
    [{ fromWeekStart: WEDNESDAY }, "WEEK_START_NOT_MONDAY"],
    [{ endDate: MONDAY }, "INVALID_DATE_RANGE"],
    [{ endDate: addDays(NEXT, 366) }, "DATE_RANGE_TOO_LARGE"],
    [{ startDate: "2027-12-01", endDate: "2028-03-10" }, "DATE_TOO_FAR"],
  ])("AVW-14 refuses %j: %s", async (special, code) => {
    expect((await apply(await withHours(), special)).problem).toMatchObject({ status: 422, code });
  });

  it("AVW-14 skips and counts dates that are over", async () => {
    const instructor = await withHours();
    const { body } = await apply(instructor, { startDate: MONDAY, endDate: addDays(MONDAY, 9) });
    expect(body).toMatchObject({ daysProcessed: 10, skippedPastDays: 1, writtenDates: [addDays(WEDNESDAY, 7)] });
  });

  it("AVW-14 of a week without hours is done at once and writes no day", async () => {
    const instructor = await withHours();
    const { status, body } = await apply(instructor, { fromWeekStart: addDays(NEXT, 70), startDate: MONDAY });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: "completed",
      emptySource: true,
      daysProcessed: 66,
      daysWritten: 0,
      skippedPastDays: 1,
      nextDate: null,
    });
    expect(windowsOn((await readWeek(instructor)).body, WEDNESDAY)).toEqual(["09:00-12:00"]);
  });

  it("AVW-9 leaves lessons where they are", async () => {
    const instructor = await withHours();
    await save(instructor, { weekStart: NEXT, days: [open(addDays(NEXT, 4), "09:00-12:00")] });
    await book(instructor.userId, { date: addDays(NEXT, 4), startTime: "10:00", durationMinutes: 60, locationType: "online" });
    await apply(instructor);
    const [day] = (await daysOf(instructor.userId)).filter(({ date }) => date === addDays(NEXT, 4));
    expect(day).toMatchObject({ revision: 3, everBooked: true, source: "manual" });
    expect(day?.busy).not.toEqual(day?.open);
  });

  it("AVW-15 a year is 14 transactions of at most 33 items after the one that freezes the source", async () => {
    const instructor = await signedIn({ role: "instructor" });
    await save(instructor, { days: [0, 1, 2, 3, 4, 5, 6].map((day) => open(addDays(MONDAY, day), "09:00-17:00")) });
    const range = { startDate: "2026-03-09", endDate: "2027-03-09" } as const;
    const { result, calls } = await callsOf(() => apply(instructor, range));
    // The present week has these hours already, and yesterday is over.
    expect(result.body).toMatchObject({ status: "completed", daysProcessed: 366, skippedPastDays: 1, daysWritten: 359 });
    const [started, ...chunks] = transactionsIn(calls);
    expect(started).toEqual(["put INSTRUCTOR RANGEJOB", "put INSTRUCTOR RANGEJOB"]);
    expect(chunks).toHaveLength(14);
    expect(Math.max(...chunks.map((items) => items.length))).toBeLessThanOrEqual(33);
    expect(chunks[1]?.filter((item) => !item.endsWith("AVDAY")).map((item) => item.split(" ").slice(0, 2).join(" "))).toEqual([
      "put AUDIT",
      "put EVENT",
      "update INSTRUCTOR",
    ]);
  });

  it("AVW-15 AVW-24 tells and audits each chunk, and sets source manual", async () => {
    const instructor = await withHours();
    await apply(instructor);
    const told = (await eventsOf(table, "availability.day_changed"))
      .filter(({ data }) => data.instructorId === instructor.userId && data.cause === "range_applied")
      .map(({ data }) => data);
    expect(told.map(({ dates }) => dates.length).toSorted()).toEqual([1, 8, 8]);
    const { version } = (await readWeek(instructor, NEXT)).body;
    expect(told.map(({ versions }) => versions[NEXT])).toContain(version);
    for (const weekStart of [NEXT, FIRST_OF_SECOND, addDays(NEXT, 56)]) {
      const entries = await table.partition(`AUDIT#availability#${instructor.userId}:${weekStart}`);
      expect(entries.map(({ action }) => action)).toEqual(["apply_date_range"]);
    }
    expect((await daysOf(instructor.userId)).every(({ source }) => source === "manual")).toBe(true);
  });
});

describe("the Idempotency-Key of a range", () => {
  it("AVW-17 is required, and answers a finished job word for word", async () => {
    const instructor = await withHours();
    expect((await callAs(instructor, applyRange, { body: RANGE })).problem.code).toBe("IDEMPOTENCY_KEY_REQUIRED");
    const first = await apply(instructor);
    const again = await apply(instructor);
    expect([again.status, again.text, again.headers["idempotency-replayed"]]).toEqual([200, first.text, "true"]);
    expect((await apply(instructor, { endDate: NEXT })).problem.code).toBe("IDEMPOTENCY_KEY_REUSED");
  });

  it("AVW-17 lets one job of an instructor run at a time, and names it to whoever wants another", async () => {
    const instructor = await withHours();
    const { body } = await afterOneChunk(instructor);
    const other = await apply(instructor, {}, "another");
    expect(other.problem).toMatchObject({ status: 409, code: "RANGE_JOB_RUNNING", rangeJobId: body.rangeJobId });
    expect((await apply(await withHours(), {}, "another")).status).toBe(200);
    await apply(instructor);
    expect((await apply(instructor, { endDate: NEXT }, "third")).status).toBe(200);
  });

  it("AVW-17 of two keys at once one job runs at a time, and no mark is left", async () => {
    for (let round = 0; round < 5; round++) {
      const instructor = await withHours();
      const replies = await Promise.all([apply(instructor, {}, "one"), apply(instructor, {}, "two")]);
      expect(replies.map(({ status }) => status).toSorted()[0]).toBe(200);
      for (const reply of replies) if (reply.status !== 200) expect(reply.problem.code).toBe("RANGE_JOB_RUNNING");
      expect(await activeMark(instructor)).toBeUndefined();
    }
  });
});

describe("a request that cannot finish", () => {
  it("AVW-16 answers 202 after 20 seconds with what is done, and the sweep does the rest", async () => {
    const instructor = await withHours();
    const { status, body } = await afterOneChunk(instructor);
    expect([status, body]).toMatchObject([202, { status: "running", nextDate: FIRST_OF_SECOND, daysProcessed: 28, daysWritten: 8 }]);
    expect(await runSchedule(continueRangeJobs)).toEqual({ scanned: 1, done: 1, failed: 0 });
    const done = await jobOf(instructor, body);
    expect(done).toMatchObject({ status: "completed", nextDate: null, daysProcessed: 59, daysWritten: 17, weeksAffected: 9 });
    expect(await runSchedule(continueRangeJobs)).toEqual({ scanned: 0, done: 0, failed: 0 });
    const again = await apply(instructor);
    expect([again.status, again.body]).toEqual([200, done]);
    expect((await apply(instructor)).headers["idempotency-replayed"]).toBe("true");
  });

  it("AVW-17 is continued by its own key as well", async () => {
    const instructor = await withHours();
    await afterOneChunk(instructor);
    expect((await apply(instructor)).body).toMatchObject({ status: "completed", daysProcessed: 59 });
    expect(await activeMark(instructor)).toBeUndefined();
  });

  it("AVW-15 goes on with the week as it was when the job began", async () => {
    const instructor = await withHours();
    await afterOneChunk(instructor);
    await save(instructor, { days: [open(WEDNESDAY, "20:00-21:00")] });
    await runSchedule(continueRangeJobs);
    expect(windowsOn((await readWeek(instructor, FIRST_OF_SECOND)).body, addDays(FIRST_OF_SECOND, 2))).toEqual(["09:00-12:00"]);
  });

  it("AVW-18 lets weeks be saved meanwhile: the later write of a date wins", async () => {
    const instructor = await withHours();
    await afterOneChunk(instructor);
    const edited = async (weekStart: LocalDate) => {
      await save(instructor, { weekStart, days: [open(addDays(weekStart, 4), "06:00-07:00")], clearExisting: false });
      return async () => windowsOn((await readWeek(instructor, weekStart)).body, addDays(weekStart, 4));
    };
    const [inDone, inLeft] = [await edited(NEXT), await edited(FIRST_OF_SECOND)];
    await runSchedule(continueRangeJobs);
    expect([await inDone(), await inLeft()]).toEqual([["06:00-07:00"], []]);
  });

  it("AVW-16 two sweeps and the request at once do every date once", async () => {
    const instructor = await withHours();
    const { body } = await afterOneChunk(instructor);
    await Promise.all([runSchedule(continueRangeJobs), apply(instructor), runSchedule(continueRangeJobs)]);
    await runSchedule(continueRangeJobs);
    const done = await jobOf(instructor, body);
    expect(done).toMatchObject({ status: "completed", daysProcessed: 59, daysWritten: 17 });
    expect(new Set(done.writtenDates).size).toBe(17);
    expect((await daysOf(instructor.userId)).filter(({ date }) => String(date) >= NEXT).every(({ revision }) => revision === 1)).toBe(true);
  });

  it("AVW-16 leaves alone a job on which somebody works", async () => {
    const instructor = await withHours();
    await killedAfter(3, instructor);
    setClock(plusMilliseconds(NOW, 4_999));
    expect(await runSchedule(continueRangeJobs)).toMatchObject({ done: 0 });
    setClock(plusMilliseconds(NOW, 5_000));
    expect(await runSchedule(continueRangeJobs)).toMatchObject({ done: 1 });
  });
});

describe("a chunk that loses every race", () => {
  it("AVW-16 is read again five times, then the job waits half a minute; after five waits it has failed", async () => {
    const instructor = await withHours();
    const { result, calls } = await callsOf(() => failing(() => apply(instructor), writesDays, conflict));
    expect([result.status, result.body]).toMatchObject([
      202,
      { status: "running", nextDate: NEXT, lastError: "AVAILABILITY_BUSY", daysProcessed: 0 },
    ]);
    // One read of the source, five of the chunk's days.
    expect(calls.filter(({ action }) => action === "Query")).toHaveLength(6);
    for (let waits = 1; waits <= 5; waits++) {
      setClock(plusMilliseconds(NOW, waits * 30_000 - 1));
      expect(await runSchedule(continueRangeJobs)).toMatchObject({ done: 0 });
      setClock(plusMilliseconds(NOW, waits * 30_000));
      expect((await jobOf(instructor, result.body)).status).toBe("running");
      expect(await failing(() => runSchedule(continueRangeJobs), writesDays, conflict)).toMatchObject({ done: 1 });
    }
    expect(await jobOf(instructor, result.body)).toMatchObject({ status: "failed", nextDate: NEXT, lastError: "AVAILABILITY_BUSY" });
    expect(await activeMark(instructor)).toBeUndefined();
    setClock(plusMilliseconds(NOW, 600_000));
    expect(await runSchedule(continueRangeJobs)).toMatchObject({ scanned: 0 });
  }, 30_000);

  it("AVW-17 starts again where it stopped when its key comes again", async () => {
    const instructor = await withHours();
    const { body } = await afterOneChunk(instructor);
    await failing(() => untilFailed(instructor, body), writesDays, conflict);
    expect(await jobOf(instructor, body)).toMatchObject({ status: "failed", nextDate: FIRST_OF_SECOND, daysProcessed: 28 });
    const again = await apply(instructor);
    expect([again.status, again.body]).toMatchObject([
      200,
      { rangeJobId: body.rangeJobId, status: "completed", daysProcessed: 59, lastError: null },
    ]);
  }, 30_000);

  it("AVW-16 a chunk that goes through forgets the waits before it", async () => {
    const instructor = await withHours();
    const { body } = await failing(() => apply(instructor), writesDays, conflict);
    setClock(plusMilliseconds(NOW, 30_000));
    await runSchedule(continueRangeJobs);
    expect(await jobOf(instructor, body)).toMatchObject({ status: "completed", lastError: null });
  });

  it("AVW-16 another failure makes it wait as well, and is told", async () => {
    const instructor = await withHours();
    const broken = await failing(() => apply(instructor), writesDays, connectionLost);
    expect(broken.status).toBe(500);
    setClock(plusMilliseconds(NOW, 30_000));
    expect((await apply(instructor)).body).toMatchObject({ status: "completed", daysProcessed: 59 });
  });
});

describe("a request killed at any of its writes", () => {
  /** The key, the job, three chunks. */
  const WRITES = 5;

  it("AVW-15 AVW-16 AVW-17 resumed by its key or by the sweep ends as if nothing had happened", async () => {
    const undisturbed = await withHours();
    const expected = (await apply(undisturbed)).body;
    const hours = await hoursOf(undisturbed);
    for (let writes = 0; writes < WRITES; writes++) {
      for (const resume of ["key", "sweep"] as const) {
        setClock(NOW);
        const instructor = await withHours();
        await killedAfter(writes, instructor);
        const nextDate = [undefined, undefined, NEXT, FIRST_OF_SECOND, addDays(NEXT, 56)][writes];
        expect((await storedJob(instructor))?.nextDate).toBe(nextDate);
        setClock(AFTER_LEASE);
        if (resume === "sweep") await runSchedule(continueRangeJobs);
        const { status, body } = await apply(instructor);
        expect([status, body]).toEqual([200, { ...expected, rangeJobId: body.rangeJobId }]);
        expect(await hoursOf(instructor)).toEqual(hours);
        expect(await activeMark(instructor)).toBeUndefined();
        expect((await apply(instructor)).headers["idempotency-replayed"]).toBe("true");
      }
    }
  }, 60_000);

  it("AVW-15 AVW-17 also when the write happened and only its answer was lost", async () => {
    const undisturbed = await withHours();
    const expected = (await apply(undisturbed)).body;
    for (let lost = 1; lost <= 4; lost++) {
      setClock(NOW);
      const instructor = await withHours();
      let transactions = 0;
      const loses = (call: ServiceCall) => isTransaction(call) && ++transactions === lost;
      const dead = () => losingAnswer(() => apply(instructor), loses, connectionLost);
      // The dead write nothing more, not even that they are.
      await failing(dead, (call) => isWrite(call) && transactions >= lost, connectionLost);
      setClock(AFTER_LEASE);
      await runSchedule(continueRangeJobs);
      const { body } = await apply(instructor);
      expect(body).toEqual({ ...expected, rangeJobId: body.rangeJobId });
      expect(await hoursOf(instructor)).toEqual(await hoursOf(undisturbed));
    }
  }, 60_000);
});

/** Wednesday morning and Thursday afternoon of the present week are open. */
async function withHours(): Promise<SignedIn> {
  const instructor = await signedIn({ role: "instructor" });
  await save(instructor, { days: [open(WEDNESDAY, "09:00-12:00"), open(THURSDAY, "13:00-18:00")] });
  return instructor;
}

function apply(instructor: SignedIn, special: Readonly<Record<string, string>> = {}, key = "range") {
  return callAs(instructor, applyRange, { headers: { "idempotency-key": key }, body: { ...RANGE, ...special } });
}

/** The request's twenty seconds are over after its first chunk. */
async function afterOneChunk(instructor: SignedIn) {
  const stop = observeCalls({
    after(call) {
      if (writesDays(call)) setClock(plusMilliseconds(NOW, 20_000));
    },
  });
  try {
    return await apply(instructor);
  } finally {
    stop();
  }
}

/** The process dies after so many writes: nothing that it still tries reaches the table. */
async function killedAfter(writes: number, instructor: SignedIn): Promise<void> {
  let made = 0;
  await failing(
    () => apply(instructor),
    (call) => isWrite(call) && ++made > writes,
    connectionLost,
  );
}

async function untilFailed(instructor: SignedIn, job: Job): Promise<void> {
  for (let seconds = 20; (await jobOf(instructor, job)).status === "running"; seconds += 30) {
    setClock(plusMilliseconds(NOW, seconds * 1_000));
    await runSchedule(continueRangeJobs);
  }
}

function isWrite({ action }: ServiceCall): boolean {
  return ["TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem"].includes(action);
}

function writesDays(call: ServiceCall): boolean {
  return isTransaction(call) && JSON.stringify(call.input).includes("AVDAY#");
}

async function jobOf(instructor: SignedIn, { rangeJobId }: Pick<Job, "rangeJobId">): Promise<Job> {
  return (await callAs(instructor, getJob, { params: { rangeJobId } })).body;
}

async function itemsOf(userId: UserId) {
  return table.partition(`INSTRUCTOR#${userId}`);
}

async function daysOf(userId: UserId) {
  return (await itemsOf(userId)).filter(({ type }) => type === "availability-day");
}

async function storedJob({ userId }: SignedIn) {
  return (await itemsOf(userId)).find(({ type }) => type === "range-job");
}

async function activeMark({ userId }: SignedIn) {
  return (await itemsOf(userId)).find(({ sk }) => sk === "RANGEJOB#ACTIVE");
}

async function hoursOf({ userId }: SignedIn) {
  return (await daysOf(userId)).map(({ date, open: bits, onlineOnly, noTravel, revision }) => [date, bits, onlineOnly, noTravel, revision]);
}
