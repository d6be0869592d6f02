import { readClock } from "../clients/clock.ts";
import type { Context } from "../context.ts";
import { INTERNAL_ERROR, required } from "../errors.ts";
import { commit, StaleWrite } from "../table/commit.ts";
import { rangeJobKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Write } from "../table/write.ts";
import { type Instant, type LocalDate, mondayOf, plusMilliseconds } from "../time.ts";
import { AVAILABILITY_BUSY } from "./availability-errors.ts";
import { readDays } from "./calendar-repository.ts";
import { sundayOf } from "./editable-dates.ts";
import { hoursEditWrites } from "./hours-edit.ts";
import { chunkEnd, planRangeChunk } from "./plan-range.ts";
import { afterChunk, afterFailure, type RangeJob } from "./range-job.ts";
import { changeRangeJob } from "./range-job-writes.ts";

/** How long one request or one sweep works on a job (AVW-16). */
const BUDGET_MS = 20_000;

export interface RangeRun {
  /** Of the instructor, when the run began. */
  readonly today: LocalDate;
  /** What else belongs into the transaction that completes the job. */
  readonly completion: (job: RangeJob) => readonly Write[];
}

/**
 * Goes on with a job, chunk by chunk in the order of the dates, until it is done, has to wait, or twenty seconds are over. It may stop, or be
 * stopped, anywhere: each chunk is one transaction together with the progress that it makes. What is left rests for the next sweep.
 *
 *     read days ─ plan ─ commit days + progress ──▶ the next 4 weeks
 *         ▲                   │ lost 5 times
 *         └── 30 s, 5 times ──┘ then failed
 */
export async function runRangeJob(ctx: Context, job: RangeJob, run: RangeRun): Promise<RangeJob> {
  const until = plusMilliseconds(readClock(), BUDGET_MS);
  let current = job;
  while (current.status === "running") {
    if (readClock() >= until) return rest(current);
    current = await nextChunk(ctx, current, run);
    if (current.attempts > 0) return current;
  }
  return current;
}

/** One chunk further, by this worker or by whoever was faster; or the job as it waits. */
async function nextChunk(ctx: Context, job: RangeJob, run: RangeRun): Promise<RangeJob> {
  let isFirst = true;
  try {
    return await untilCommitted(
      async () => {
        const current = isFirst ? job : await reread(job);
        isFirst = false;
        return isAsBefore(current, job) ? commitChunk(ctx, current, run) : current;
      },
      (lost) => lost,
    );
  } catch (error) {
    if (error instanceof StaleWrite) return wait(job, AVAILABILITY_BUSY.code);
    // Where even that cannot be written, the first failure is the one to tell of; the lease ends by itself.
    await wait(job, INTERNAL_ERROR.code).catch(() => undefined);
    throw error;
  }
}

async function commitChunk(ctx: Context, job: RangeJob, { today, completion }: RangeRun): Promise<RangeJob> {
  const { instructorId, pattern, nextDate, endDate } = job;
  const last = chunkEnd(nextDate, endDate);
  const weeks = [...(await readDays(instructorId, mondayOf(nextDate), sundayOf(mondayOf(last)), false)).values()];
  const days = weeks.filter(({ date }) => date >= nextDate && date <= last);
  const plan = planRangeChunk({ pattern, days, today });
  const writtenDates = plan.updates.map(({ date }) => date);
  const after = afterChunk(job, last, { totals: plan.totals, writtenDates }, readClock());
  await commit([
    ...hoursEditWrites(ctx, { instructorId, plan, weeks, today, cause: "range_applied", action: "apply_date_range" }),
    ...changeRangeJob(job, after),
    ...(after.status === "completed" ? completion(after) : []),
  ]);
  return after;
}

/** Somebody who moves the job on meanwhile has the last word about it. */
async function wait(job: RangeJob, lastError: string): Promise<RangeJob> {
  return changedUnlessMoved(job, afterFailure(job, lastError, readClock()));
}

/** Leaves the job to the next sweep at once. */
async function rest(job: RangeJob): Promise<RangeJob> {
  return changedUnlessMoved(job, { ...job, dueAt: readClock() });
}

async function changedUnlessMoved(before: RangeJob, after: RangeJob): Promise<RangeJob> {
  try {
    await commit(changeRangeJob(before, after));
    return after;
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error;
    return reread(before);
  }
}

async function reread({ instructorId, rangeJobId }: RangeJob): Promise<RangeJob> {
  return required(await read(rangeJobKey(instructorId, rangeJobId)), "a job is kept for 30 days");
}

function isAsBefore(current: RangeJob, before: RangeJob): boolean {
  return current.status === "running" && current.nextDate === before.nextDate && current.attempts === before.attempts;
}

/** Whether nobody is working on it, or has just said that it shall wait. */
export function isResting(job: RangeJob, now: Instant): boolean {
  return job.status === "running" && job.dueAt <= now;
}
