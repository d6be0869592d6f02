import { isSampled } from "../../core/availability/check-calendar.ts";
import { everyCalendar } from "../../core/availability/every-calendar.ts";
import { checkBookings, studentsOf } from "../../core/bookings/check-bookings.ts";
import type { UserId } from "../../core/ids.ts";
import { localDateAt } from "../../core/time.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { emf } from "../runtime/emf.ts";
import { runSchedule } from "../runtime/run-schedule.ts";

/** Looks each night at the bookings of one instructor in a hundred and of their students for what contradicts itself. Repairs nothing. */
export const schedule = declare({
  name: "check-booking-invariants",
  expression: "cron(45 4 * * ? *)",
  zone: "UTC",
  grants: ["table.read"],
  memoryMb: 512,
  timeoutSeconds: 900,
});

export const handler = runSchedule(schedule, async (ctx) => {
  const counters = { scanned: 0, done: 0, failed: 0 };
  const looked = new Set<UserId>();
  for await (const { instructorId } of everyCalendar()) {
    if (!isSampled(instructorId, localDateAt(ctx.now, "UTC"))) continue;
    for (const userId of new Set([instructorId, ...(await studentsOf(instructorId, ctx.now))]).difference(looked)) {
      looked.add(userId);
      counters.scanned += 1;
      const broken = await checkBookings(userId, ctx.now);
      counters[broken.length === 0 ? "done" : "failed"] += 1;
      if (broken.length === 0) continue;
      const alarm = emf([{ by: [[]], dimensions: {}, counts: { BookingInvariantBroken: broken.length } }]);
      ctx.log.error("booking invariant broken", { userId, bookings: broken, ...alarm });
    }
  }
  return counters;
});
