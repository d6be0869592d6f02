import fc from "fast-check";
import { expect } from "vitest";
import { newId } from "../../../core/ids.ts";
import { instantOf } from "../../../core/time.ts";
import * as applyRange from "../../../functions/availability/apply-availability-to-date-range.ts";
import { callAs } from "../../support/bookings.ts";
import { type Command, expectAnswer, type Life, personAt } from "../life.ts";
import { instructorAt, type ModelJob, todayOf } from "../model.ts";
import { linesOfWeek } from "../rules/hours.ts";
import { CLOSED } from "../rules/lines.ts";
import { carryOn, chunkEnds, isDone } from "../rules/range-jobs.ts";
import { mondayBefore, plusDays } from "../wall-clock.ts";
import { instructorIndex } from "./choosing.ts";
import { anyInterruption, interrupted, LEASE_MS } from "./interruption.ts";

const range = fc.record({
  instructor: instructorIndex,
  fromWeek: fc.constantFrom(0, 0, 1),
  startsIn: fc.integer({ min: -3, max: 12 }),
  days: fc.constantFrom(1, 10, 40, 70, 100),
  interruption: anyInterruption,
});

/** A range of dates is given the hours of a week, in one go or until something interrupts it. */
export const ranges: fc.Arbitrary<Command> = range.map(({ interruption, ...asked }) => ({
  text: `apply a week to a range ${JSON.stringify({ ...asked, interruption })}`,
  run: async (life) => {
    const { model } = life;
    const instructor = instructorAt(model, asked.instructor);
    const today = todayOf(model, instructor);
    const job = newJob(life, asked);
    const reply = await interrupted(life, interruption, () =>
      callAs(personAt(life.instructors, asked.instructor), applyRange, job.request),
    );
    if (instructor.job && !isDone(instructor.job)) return expectAnswer(reply, "RANGE_JOB_RUNNING");

    instructor.job = job;
    if (job.week.every((line) => line === CLOSED)) job.nextDate = plusDays(job.endDate, 1);
    const chunks = chunkEnds(job).length;
    const isCut = interruption !== null && interruption.after < chunks;
    carryOn(instructor, job, today, isCut ? interruption.after : chunks);
    if (isCut) job.dueAt = interruption.by === "death" ? job.startedAt + LEASE_MS : model.now;
    if (isCut && interruption.by === "death") return expectAnswer(reply, "INTERNAL_ERROR");
    expectAnswer(reply, isCut ? "202" : "200");
    expect(reply.body).toMatchObject({ daysWritten: job.daysWritten, nextDate: isCut ? job.nextDate : null });
  },
}));

/** The request is sent once more: it tells how far the job is, and goes on with it if nobody does. */
export const rangeRepeats: fc.Arbitrary<Command> = instructorIndex.map((index) => ({
  text: `send the latest range of instructor ${index} again`,
  run: async (life) => {
    const { model } = life;
    const instructor = instructorAt(model, index);
    const { job } = instructor;
    if (job === undefined || model.now >= job.startedAt + KEPT_MS) return;
    const reply = await callAs(personAt(life.instructors, index), applyRange, job.request);
    if (job.dueAt <= model.now) carryOn(instructor, job, todayOf(model, instructor));
    expectAnswer(reply, isDone(job) ? "200" : "202");
    expect(reply.body).toMatchObject({ daysWritten: job.daysWritten, nextDate: isDone(job) ? null : job.nextDate });
  },
}));

/** An Idempotency-Key is known for a day. */
const KEPT_MS = 24 * 3_600_000;

interface Asked {
  readonly instructor: number;
  readonly fromWeek: number;
  readonly startsIn: number;
  readonly days: number;
}

function newJob({ model }: Life, { instructor: index, fromWeek, startsIn, days }: Asked): ModelJob {
  const instructor = instructorAt(model, index);
  const today = todayOf(model, instructor);
  const fromWeekStart = plusDays(mondayBefore(today), fromWeek * 7);
  const startDate = plusDays(today, startsIn);
  const endDate = plusDays(startDate, days - 1);
  const headers = { "idempotency-key": newId("evt", instantOf(model.now)) };
  const request = { headers, body: { fromWeekStart, startDate, endDate } };
  const week = linesOfWeek(instructor, fromWeekStart);
  return { request, startedAt: model.now, week, nextDate: startDate, endDate, dueAt: model.now, daysWritten: 0 };
}
