import { extendDuePattern } from "../../core/availability/extend-due-pattern.ts";
import type { WeeklyPattern } from "../../core/availability/weekly-pattern.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";
import { workAllDue } from "../runtime/work-due.ts";

/** Writes active weekly patterns to the dates that have come into their reach (PAT-1). */
export const schedule = declare({
  name: "extend-weekly-patterns",
  expression: "cron(0 3 * * ? *)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 900,
});

export const handler = runSchedule(schedule, (ctx) => workAllDue<WeeklyPattern>(ctx, "weekly-pattern", extendDuePattern));
