import type { LocalDate } from "../../../core/time.ts";
import type { ModelInstructor, ModelJob } from "../model.ts";
import { datesFrom, mondayBefore, plusDays } from "../wall-clock.ts";
import { rewrite, spread } from "./hours.ts";

/** Four calendar weeks are done at a time, in the order of the dates; these are the last dates of each. */
export function chunkEnds({ nextDate, endDate }: Pick<ModelJob, "nextDate" | "endDate">): LocalDate[] {
  return isDone({ nextDate, endDate })
    ? []
    : datesFrom(mondayBefore(nextDate), endDate).filter((date, index) => date === endDate || index % 28 === 27);
}

export function isDone({ nextDate, endDate }: Pick<ModelJob, "nextDate" | "endDate">): boolean {
  return nextDate > endDate;
}

/** Goes on with the job, by so many chunks at most. Dates that are over are left as they are. */
export function carryOn(instructor: ModelInstructor, job: ModelJob, today: LocalDate, chunks = Number.POSITIVE_INFINITY): void {
  for (const last of chunkEnds(job).slice(0, chunks)) {
    const { written } = rewrite(instructor, spread(job.week, datesFrom(job.nextDate, last)), today);
    job.daysWritten += written.length;
    job.nextDate = plusDays(last, 1);
  }
}
