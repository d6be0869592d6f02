import type { Context } from "../context.ts";
import { calendarSettingsKey, rangeJobKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import { localDateAt } from "../time.ts";
import type { RangeJob } from "./range-job.ts";
import { isResting, runRangeJob } from "./run-range-job.ts";

/** Goes on with a job that the due index found, if it still rests (AVW-16). Answers whether there was anything to do. */
export async function continueRangeJob(
  ctx: Context,
  { instructorId, rangeJobId }: Pick<RangeJob, "instructorId" | "rangeJobId">,
): Promise<boolean> {
  const [job, settings] = await readAll([rangeJobKey(instructorId, rangeJobId), calendarSettingsKey(instructorId)]);
  if (!job || !settings || !isResting(job, ctx.now)) return false;
  await runRangeJob(ctx, job, { today: localDateAt(ctx.now, settings.timezone), completion: () => [] });
  return true;
}
