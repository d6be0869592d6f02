import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";
import { sweepReminders } from "../runtime/sweep-reminders.ts";

/** Reminds people of their lessons a day and an hour ahead (NTF-40). */
export const schedule = declare({
  name: "sweep-reminders",
  expression: "rate(15 minutes)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 300,
});

export const handler = runSchedule(schedule, sweepReminders);
