import type { Context, Member } from "../context.ts";
import { notFound } from "../errors.ts";
import type { RangeJobId } from "../ids.ts";
import { rangeJobKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { RANGE_JOB_NOT_FOUND } from "./availability-errors.ts";
import { type RangeJobView, rangeJobView } from "./range-job.ts";

/** How far a range job of the caller has come; jobs are kept for 30 days. */
export async function getRangeJob({ principal }: Context<Member>, rangeJobId: RangeJobId): Promise<RangeJobView> {
  const job = await read(rangeJobKey(principal.userId, rangeJobId));
  if (!job) throw notFound(RANGE_JOB_NOT_FOUND);
  return rangeJobView(job);
}
