import type { Booking } from "../../core/bookings/booking.ts";
import { finishMove } from "../../core/bookings/finish-move.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";
import { workDue } from "../runtime/work-due.ts";

/** Ends moves whose money has not answered within their lease, as recorded if it has answered after all (BKR-10). */
export const schedule = declare({
  name: "finish-moves",
  expression: "rate(2 minutes)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 100,
});

/** Nobody can be asked what became of a call until payments exist; then they look it up before they give up (ST-3a). */
const UNANSWERED = { status: "canceled", declineCode: "no_answer" } as const;

export const handler = runSchedule(schedule, (ctx) =>
  workDue<Booking>(ctx, "held-move", async (run, { bookingId }) => {
    await finishMove(run, bookingId, UNANSWERED);
    return true;
  }),
);
