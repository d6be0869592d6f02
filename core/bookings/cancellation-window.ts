import { HOUR_MS, type Instant, millisecondsBetween, plusHours } from "../time.ts";
import type { CancellationWindow } from "./booking.ts";

/**
 * How long before the lesson a cancellation comes (BKC-4). Hours are real ones, whatever the clocks do meanwhile.
 *
 *     ── gte24 ──┤ −24 h ├── 12to24 ──┤ −12 h ├── lt12 ──┤ startsAt
 *
 * The boundary instants belong to the window before them.
 */
export function cancellationWindowAt(startsAt: Instant, now: Instant): CancellationWindow {
  const untilStart = millisecondsBetween(now, startsAt);
  if (untilStart >= 24 * HOUR_MS) return "gte24";
  return untilStart >= 12 * HOUR_MS ? "12to24" : "lt12";
}

/** The last instant at which cancelling still has the same effect as now (BKQ-7). */
export function windowEnd(startsAt: Instant, now: Instant): Instant {
  const hoursBefore = { gte24: 24, "12to24": 12, lt12: 0 }[cancellationWindowAt(startsAt, now)];
  return plusHours(startsAt, -hoursBefore);
}
