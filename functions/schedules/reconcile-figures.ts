import type { StoredFigures } from "../../core/bookings/counted-figures.ts";
import { reconcileFigures } from "../../core/bookings/reconcile-figures.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { emf } from "../runtime/emf.ts";
import { runSchedule } from "../runtime/run-schedule.ts";
import { workAllDue } from "../runtime/work-due.ts";

/** Compares the figures of people whose bookings changed with their lists, and corrects what differs (BKL-22). While most of them sleep. */
export const schedule = declare({
  name: "reconcile-figures",
  expression: "cron(0 9 * * ? *)",
  zone: "UTC",
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 900,
});

export const handler = runSchedule(schedule, (ctx) =>
  workAllDue<StoredFigures>(ctx, "booking-figures", async (run, { userId }) => {
    const differences = await reconcileFigures(run, userId);
    if (differences.length > 0) {
      const metrics = emf([{ by: [[]], dimensions: {}, counts: { BookingFigureDifference: differences.length } }]);
      run.log.warn("booking figures differed", { userId, differences, ...metrics });
    }
    return true;
  }),
);
