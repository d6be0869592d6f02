import { absent, unchanged } from "../table/condition.ts";
import { activeRangeJobKey, dueIndex, rangeJobKey } from "../table/keys.ts";
import { put, remove, update, type Write } from "../table/write.ts";
import { DAY_MS, plusMilliseconds } from "../time.ts";
import type { RangeJob } from "./range-job.ts";

const KEPT_MS = 30 * DAY_MS;

/** The new job, in the due index while it runs. */
export function insertRangeJob(job: RangeJob): Write[] {
  const { instructorId, rangeJobId, createdAt } = job;
  return [
    put(rangeJobKey(instructorId, rangeJobId), job, absent, { ttl: plusMilliseconds(createdAt, KEPT_MS), index: { gsi1: dueOf(job) } }),
    ...(job.status === "running" ? [markActive(job)] : []),
  ];
}

/** Makes it the one running job of the instructor (AVW-17). */
export function markActive({ instructorId, rangeJobId }: RangeJob): Write {
  return put(activeRangeJobKey(instructorId), { rangeJobId }, absent);
}

/** The change of a job that nobody else has moved on meanwhile; one that ends makes way for the next. */
export function changeRangeJob(before: RangeJob, after: RangeJob): Write[] {
  const { instructorId, rangeJobId, nextDate, status, attempts } = before;
  const { totals, writtenDates, dueAt, lastError, completedAt } = after;
  const set = {
    nextDate: after.nextDate,
    status: after.status,
    attempts: after.attempts,
    totals,
    writtenDates,
    dueAt,
    lastError,
    completedAt,
  };
  const ends = status === "running" && after.status !== "running";
  return [
    update(rangeJobKey(instructorId, rangeJobId), { set }, unchanged({ nextDate, status, attempts }), { index: { gsi1: dueOf(after) } }),
    ...(ends ? [remove(activeRangeJobKey(instructorId), unchanged({ rangeJobId }))] : []),
  ];
}

function dueOf({ status, dueAt, rangeJobId }: RangeJob) {
  return status === "running" ? dueIndex("range-job", dueAt, rangeJobId) : null;
}
