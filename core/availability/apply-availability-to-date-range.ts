import type { Context, Member } from "../context.ts";
import { DomainError, required } from "../errors.ts";
import { noteActivity } from "../instructors/note-activity.ts";
import { commit } from "../table/commit.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { activeRangeJobKey, rangeJobKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Write } from "../table/write.ts";
import { type LocalDate, localDateAt } from "../time.ts";
import { RANGE_JOB_RUNNING } from "./availability-errors.ts";
import { calendarBusy } from "./calendar-busy.ts";
import { readDays } from "./calendar-repository.ts";
import { requireMonday, sundayOf } from "./editable-dates.ts";
import { isClosed } from "./open-hours.ts";
import { readOwnCalendar } from "./own-calendar.ts";
import { requireApplicableRange } from "./plan-range.ts";
import { newRangeJob, type RangeJob, type RangeJobView, rangeJobView, restarted, withoutSource } from "./range-job.ts";
import { changeRangeJob, insertRangeJob, markActive } from "./range-job-writes.ts";
import { isResting, runRangeJob } from "./run-range-job.ts";

export interface ApplyRangeInput {
  readonly fromWeekStart: LocalDate;
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
}

/**
 * Gives the dates of a range the hours of a week as it is now (AVW-14), as a job that the request works on for as long as it may (AVW-16).
 * The job bears the id that the Idempotency-Key chose: a repeat of the request finds the same job, goes on with it if it rests, and starts
 * it again if it has failed (AVW-17).
 */
export async function applyAvailabilityToDateRange(ctx: Context<Member>, input: ApplyRangeInput): Promise<RangeJobView> {
  const key = await required(ctx.idempotency, "a range is applied under an Idempotency-Key").claim();
  const completion = (job: RangeJob): Write[] => [key.completion(200, rangeJobView(job))];
  const { job, today, isNew } = await untilCommitted(() => startOrFind(ctx, key, input, completion), calendarBusy);
  const ran = isNew || isResting(job, ctx.now) ? await runRangeJob(ctx, job, { today, completion }) : job;
  if (ran.status !== "completed") await key.abandon();
  else if (ran === job && !isNew) await commit(completion(ran));
  return rangeJobView(ran);
}

interface Started {
  readonly job: RangeJob;
  readonly today: LocalDate;
  /** Whether this request has started it, for the first time or again. */
  readonly isNew: boolean;
}

async function startOrFind(
  ctx: Context<Member>,
  key: IdempotencyClaim,
  input: ApplyRangeInput,
  completion: (job: RangeJob) => Write[],
): Promise<Started> {
  const { principal, now } = ctx;
  const instructorId = principal.userId;
  const rangeJobId = `rjb_${key.ulid}` as const;
  const { fromWeekStart, startDate, endDate } = input;
  const [[stored, active], { settings, profile }, source] = await Promise.all([
    readAll([rangeJobKey(instructorId, rangeJobId), activeRangeJobKey(instructorId)]),
    readOwnCalendar(instructorId),
    readDays(instructorId, fromWeekStart, sundayOf(fromWeekStart), false),
  ]);
  const today = localDateAt(now, settings.timezone);
  if (stored && stored.status !== "failed") return { job: stored, today, isNew: false };

  requireMonday(fromWeekStart);
  requireApplicableRange(startDate, endDate, today);
  if (active) throw running(active.rangeJobId);
  if (stored) {
    const again = restarted(stored, now);
    await commit([...changeRangeJob(stored, again), markActive(again)]);
    return { job: again, today, isNew: true };
  }
  const week = [...source.values()];
  const started = newRangeJob({ rangeJobId, instructorId, fromWeekStart, startDate, endDate, source: week }, now);
  const job = week.every(isClosed) ? withoutSource(started, today, now) : started;
  const done = job.status === "completed" ? completion(job) : noteActivity(profile, now);
  await commit([...insertRangeJob(job), ...done]);
  return { job, today, isNew: true };
}

function running(rangeJobId: RangeJob["rangeJobId"]): DomainError {
  return new DomainError(RANGE_JOB_RUNNING, "Wait until it is done; its id is in rangeJobId.", { rangeJobId });
}
