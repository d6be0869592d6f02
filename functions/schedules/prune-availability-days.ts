import { everyCalendar } from "../../core/availability/every-calendar.ts";
import { pruneDays } from "../../core/availability/prune-days.ts";
import { availabilityRetention } from "../../core/config.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";

/** Deletes days of calendars that are long over and never had a lesson, where that is switched on (AV-70). */
export const schedule = declare({
  name: "prune-availability-days",
  expression: "cron(0 2 * * ? *)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 900,
});

export const handler = runSchedule(schedule, async (ctx) => {
  const counters = { scanned: 0, done: 0, failed: 0 };
  const retention = availabilityRetention();
  if (retention === "off") return counters;
  for await (const settings of everyCalendar()) {
    try {
      const { found, deleted } = await pruneDays(settings, ctx.now, retention === "dry-run");
      counters.scanned += found;
      counters.done += deleted;
    } catch (error) {
      counters.failed += 1;
      ctx.log.error("old days not deleted", { instructorId: settings.instructorId, error });
    }
  }
  return counters;
});
