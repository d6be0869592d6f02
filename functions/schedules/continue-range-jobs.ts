import { continueRangeJob } from "../../core/availability/continue-range-job.ts";
import type { RangeJob } from "../../core/availability/range-job.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";
import { workDue } from "../runtime/work-due.ts";

/** Goes on with applications of a week to a range that were left or had to wait (AVW-16). */
export const schedule = declare({
  name: "continue-range-jobs",
  expression: "rate(1 minute)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 300,
});

export const handler = runSchedule(schedule, (ctx) => workDue<RangeJob>(ctx, "range-job", continueRangeJob));
