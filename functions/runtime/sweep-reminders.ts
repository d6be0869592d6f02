import { sendDueReminder } from "../../core/bookings/send-due-reminder.ts";
import type { Context, Service } from "../../core/context.ts";
import type { BookingId } from "../../core/ids.ts";
import type { RunCounters } from "./run-schedule.ts";
import { workDue } from "./work-due.ts";

/** Sends the reminders that are due now; the schedule's work, and an administrator's at once (BKL-32). */
export function sweepReminders(ctx: Context<Service>): Promise<RunCounters> {
  return workDue<{ readonly bookingId: BookingId }>(ctx, "lesson-reminder", (run, { bookingId }) => sendDueReminder(run, bookingId));
}
