import { emitted } from "../metrics.ts";
import type { AlarmRow, Watched } from "./alarm-row.ts";

/** What the nightly look at calendars found (availability AV-62). */
export function calendarAlarms({ settings: { stage } }: Watched): AlarmRow[] {
  return [
    {
      name: "availability-invariant",
      says: "A day of a calendar holds time that is no lesson's, or a lesson holds no time.",
      severity: "critical",
      runbook: "calendar-invariants",
      metric: emitted(stage, "AvailabilityInvariantBroken", {}, { periodMinutes: 60 }),
      limit: { atLeast: 1 },
    },
  ];
}
