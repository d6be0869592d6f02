import type { RangeJobId, UserId } from "../ids.ts";
import { addDays, datesBetween, type Instant, type LocalDate, plusMilliseconds } from "../time.ts";
import type { DatedHours, OpenHours } from "./open-hours.ts";
import { addTotals, NO_TOTALS, type RangeTotals } from "./plan-range.ts";

/**
 * A week being applied to a range of dates, a chunk at a time (AVW-15). What is done and what is left stands in the item itself, so that
 * whoever continues it needs nothing else.
 *
 *     startDate ──── done ────┬──── left ──── endDate
 *                          nextDate
 */
export interface RangeJob {
  readonly rangeJobId: RangeJobId;
  readonly instructorId: UserId;
  readonly fromWeekStart: LocalDate;
  /** Seven days, Monday first, as they were when the job started. */
  readonly pattern: readonly OpenHours[];
  readonly emptySource: boolean;
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  /** The first date not yet done. */
  readonly nextDate: LocalDate;
  readonly status: "running" | "completed" | "failed";
  readonly totals: RangeTotals;
  readonly writtenDates: readonly LocalDate[];
  /** How often it has waited since the last chunk that went through. */
  readonly attempts: number;
  /** From when on somebody may go on with it. */
  readonly dueAt: Instant;
  /** The code of what the last chunk failed with, while it waits or has failed. */
  readonly lastError?: string;
  readonly createdAt: Instant;
  readonly completedAt?: Instant;
}

/** A job as its instructor sees it; also the stored answer of a repeated request. */
export interface RangeJobView extends RangeTotals {
  readonly rangeJobId: RangeJobId;
  readonly status: RangeJob["status"];
  readonly fromWeekStart: LocalDate;
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  readonly nextDate: LocalDate | null;
  readonly writtenDates: readonly LocalDate[];
  readonly emptySource: boolean;
  readonly lastError: string | null;
}

/** A worker that is heard of no more has left its job after this time; a chunk takes a part of a second. */
const LEASE_MS = 5_000;
const WAIT_MS = 30_000;
const MOST_WAITS = 5;

export interface NewRangeJob extends Pick<RangeJob, "rangeJobId" | "instructorId" | "fromWeekStart" | "startDate" | "endDate"> {
  /** The source week as it is now. */
  readonly source: readonly DatedHours[];
}

export function newRangeJob({ source, ...asked }: NewRangeJob, now: Instant): RangeJob {
  return {
    ...asked,
    pattern: source.map(({ open, onlineOnly, noTravel }) => ({ open, onlineOnly, noTravel })),
    emptySource: false,
    nextDate: asked.startDate,
    status: "running",
    totals: NO_TOTALS,
    writtenDates: [],
    attempts: 0,
    dueAt: plusMilliseconds(now, LEASE_MS),
    createdAt: now,
  };
}

/** The job over a week without any hours: every date is looked at and none is written (AVW-14). */
export function withoutSource(job: RangeJob, today: LocalDate, now: Instant): RangeJob {
  const dates = datesBetween(job.startDate, job.endDate);
  const skippedPastDays = dates.filter((date) => date < today).length;
  const totals = { ...NO_TOTALS, daysProcessed: dates.length, skippedPastDays };
  return { ...job, emptySource: true, totals, nextDate: addDays(job.endDate, 1), status: "completed", completedAt: now };
}

/** The job once everything up to `last` is done. */
export function afterChunk(
  job: RangeJob,
  last: LocalDate,
  chunk: { totals: RangeTotals; writtenDates: LocalDate[] },
  now: Instant,
): RangeJob {
  const { lastError: _overcome, ...rest } = job;
  const isLast = last >= job.endDate;
  return {
    ...rest,
    nextDate: addDays(last, 1),
    totals: addTotals(job.totals, chunk.totals),
    writtenDates: [...job.writtenDates, ...chunk.writtenDates],
    attempts: 0,
    dueAt: plusMilliseconds(now, LEASE_MS),
    ...(isLast ? { status: "completed", completedAt: now } : {}),
  };
}

/** The job after a chunk that could not be written: it waits five times, then it has failed (AVW-16). */
export function afterFailure(job: RangeJob, lastError: string, now: Instant): RangeJob {
  if (job.attempts >= MOST_WAITS) return { ...job, status: "failed", lastError };
  return { ...job, attempts: job.attempts + 1, lastError, dueAt: plusMilliseconds(now, WAIT_MS) };
}

/** The failed job, asked for once more under the same key. */
export function restarted(job: RangeJob, now: Instant): RangeJob {
  const { lastError: _forgotten, ...rest } = job;
  return { ...rest, status: "running", attempts: 0, dueAt: plusMilliseconds(now, LEASE_MS) };
}

export function rangeJobView(job: RangeJob): RangeJobView {
  const { rangeJobId, status, fromWeekStart, startDate, endDate, nextDate, totals, writtenDates, emptySource, lastError } = job;
  return {
    rangeJobId,
    status,
    fromWeekStart,
    startDate,
    endDate,
    nextDate: status === "completed" ? null : nextDate,
    ...totals,
    writtenDates,
    emptySource,
    lastError: lastError ?? null,
  };
}
