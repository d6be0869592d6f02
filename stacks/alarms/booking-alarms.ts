import { emitted } from "../metrics.ts";
import type { AlarmRow, Watched } from "./alarm-row.ts";

/** What the nightly looks at bookings found (bookings, section 6, and BKL-22). */
export function bookingAlarms({ settings: { stage } }: Watched): AlarmRow[] {
  return [
    {
      name: "booking-invariant",
      says: "Bookings contradict each other, a list, or a student's time.",
      severity: "critical",
      runbook: "booking-invariants",
      metric: emitted(stage, "BookingInvariantBroken", {}, { periodMinutes: 60 }),
      limit: { atLeast: 1 },
    },
    {
      name: "booking-figures",
      says: "Figures of people's bookings were not those of the bookings, and were corrected.",
      severity: "warning",
      runbook: "booking-invariants",
      metric: emitted(stage, "BookingFigureDifference", {}, { periodMinutes: 60 }),
      limit: { atLeast: 1 },
    },
  ];
}
