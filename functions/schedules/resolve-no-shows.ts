import type { Booking } from "../../core/bookings/booking.ts";
import { resolveDueNoShow } from "../../core/bookings/resolve-no-show.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";
import { workDue } from "../runtime/work-due.ts";

/** Confirms reports of absence to which nobody objected for a day (BKN-8). */
export const schedule = declare({
  name: "resolve-no-shows",
  expression: "rate(1 hour)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 300,
});

export const handler = runSchedule(schedule, (ctx) =>
  workDue<Booking>(ctx, "no-show-resolution", (run, { bookingId }) => resolveDueNoShow(run, bookingId)),
);
