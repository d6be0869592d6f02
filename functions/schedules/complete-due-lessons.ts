import type { Booking } from "../../core/bookings/booking.ts";
import { completeDueLesson } from "../../core/bookings/complete-due-lesson.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";
import { workDue } from "../runtime/work-due.ts";

/** Completes lessons about which nobody said anything for a day (BK-62). */
export const schedule = declare({
  name: "complete-due-lessons",
  expression: "rate(1 hour)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 300,
});

export const handler = runSchedule(schedule, (ctx) =>
  workDue<Booking>(ctx, "lesson-completion", (run, { bookingId }) => completeDueLesson(run, bookingId)),
);
