import { bookingRulesKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { type Instant, MINUTE_MS, millisecondsBetween } from "../time.ts";
import { type BookingRules, DEFAULT_BOOKING_RULES } from "./booking-rules.ts";

interface Copy {
  readonly rules: BookingRules;
  readonly readAt: Instant;
}

let copy: Copy | undefined;

/**
 * The platform's rules as they were at most a minute ago (SET-8). Every booking and every public calendar asks for them, so a process keeps a
 * copy; whoever finds none reads it beside its other reads and waits for nothing more.
 */
export async function readBookingRules(now: Instant): Promise<BookingRules> {
  const recent = recentBookingRules(now);
  if (recent) return recent;
  const rules = (await read(bookingRulesKey)) ?? DEFAULT_BOOKING_RULES;
  copy = { rules, readAt: now };
  return rules;
}

/** The process's copy, if it may still be used: for decisions about what to read at all. */
export function recentBookingRules(now: Instant): BookingRules | undefined {
  if (copy === undefined) return undefined;
  const ageMs = millisecondsBetween(copy.readAt, now);
  return ageMs >= 0 && ageMs < MINUTE_MS ? copy.rules : undefined;
}
