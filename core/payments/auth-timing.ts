import { DAY_MS, type Instant, millisecondsBetween, plusMilliseconds } from "../time.ts";

/** When the card of a lesson is authorised. */
export type AuthTiming = { readonly authMode: "scheduled"; readonly authScheduledFor: Instant } | { readonly authMode: "immediate" };

/**
 * A lesson at least 24 hours away is authorised 24 hours before it starts, a nearer one at once (AU-1).
 *
 *     now ─────────────── authScheduledFor ───── 24 h ───── startsAt
 *
 * Hours are real ones: the local clock and its changes play no part (AU-2).
 */
export function authTiming(startsAt: Instant, now: Instant): AuthTiming {
  if (millisecondsBetween(now, startsAt) < DAY_MS) return { authMode: "immediate" };
  return { authMode: "scheduled", authScheduledFor: plusMilliseconds(startsAt, -DAY_MS) };
}
