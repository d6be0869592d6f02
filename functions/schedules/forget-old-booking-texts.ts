import type { Booking } from "../../core/bookings/booking.ts";
import { forgetTexts } from "../../core/bookings/forget-booking-texts.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";
import { workAllDue } from "../runtime/work-due.ts";

/** Takes the places and words out of bookings that were made seven years ago (BKL-14, PRV-8). */
export const schedule = declare({
  name: "forget-old-booking-texts",
  expression: "cron(30 4 * * ? *)",
  zone: "America/New_York",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 900,
});

export const handler = runSchedule(schedule, (ctx) =>
  workAllDue<Booking>(ctx, "booking-texts", (run, { bookingId }) => forgetTexts(run, bookingId)),
);
