import { checkCalendar, isSampled } from "../../core/availability/check-calendar.ts";
import { everyCalendar } from "../../core/availability/every-calendar.ts";
import { localDateAt } from "../../core/time.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { emf } from "../runtime/emf.ts";
import { runSchedule } from "../runtime/run-schedule.ts";

/** Looks each night at one calendar in a hundred for taken time that is no lesson's, and lessons without time (AV-62). Repairs nothing. */
export const schedule = declare({
  name: "check-availability-invariants",
  expression: "cron(30 4 * * ? *)",
  zone: "UTC",
  grants: ["table.read"],
  memoryMb: 512,
  timeoutSeconds: 900,
});

export const handler = runSchedule(schedule, async (ctx) => {
  const counters = { scanned: 0, done: 0, failed: 0 };
  for await (const settings of everyCalendar()) {
    const { instructorId } = settings;
    if (!isSampled(instructorId, localDateAt(ctx.now, "UTC"))) continue;
    counters.scanned += 1;
    const broken = await checkCalendar(settings, ctx.now);
    counters[broken.length === 0 ? "done" : "failed"] += 1;
    if (broken.length === 0) continue;
    const alarm = emf([{ by: [[]], dimensions: {}, counts: { AvailabilityInvariantBroken: broken.length } }]);
    ctx.log.error("availability invariant broken", { instructorId, days: broken, ...alarm });
  }
  return counters;
});
