import type { Booking } from "../../core/bookings/booking.ts";
import { giveUpUnpaidBooking } from "../../core/bookings/give-up-unpaid-booking.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";
import { workDue } from "../runtime/work-due.ts";

/** Gives the time of unpaid bookings back when their 30 minutes are over (CK-3). */
export const schedule = declare({
  name: "expire-unpaid-bookings",
  expression: "rate(1 minute)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 50,
});

export const handler = runSchedule(schedule, (ctx) =>
  workDue<Booking>(ctx, "unpaid-booking", (run, { bookingId }) => giveUpUnpaidBooking(run, bookingId)),
);
