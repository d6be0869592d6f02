import type { DomainEvent, EventType } from "../../core/events.ts";

/** The facts that operators count (operations 3.2). */
const COUNTED: Readonly<Partial<Record<EventType, string>>> = {
  "booking.created": "BookingCreated",
  "booking.cancelled": "BookingCancelled",
  "booking.completed": "BookingCompleted",
  "session.reuse_detected": "SessionReuseDetected",
  "user.registered": "UserRegistered",
};

/** How often each counted fact is among the events. */
export function eventCounts(events: readonly DomainEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { eventType } of events) {
    const metric = COUNTED[eventType];
    if (metric !== undefined) counts[metric] = (counts[metric] ?? 0) + 1;
  }
  return counts;
}
