import { type Instant, plusMinutes } from "../time.ts";
import type { Booking } from "./booking.ts";

export type ReminderKind = "24h" | "1h";

/** A sweep at an instant after `after` and not after `until` sends the reminder. */
export interface ReminderWindow {
  readonly after: Instant;
  readonly until: Instant;
}

type Reminded = Pick<Booking, "status" | "startsAt" | "confirmedAt" | "reminder24hAt" | "reminder1hAt">;

const MINUTES_BEFORE = { "24h": 24 * 60, "1h": 60 } as const satisfies Record<ReminderKind, number>;
const MINUTES_BETWEEN_SWEEPS = 15;

/** As long as the pause between two sweeps, so that exactly one falls into it (BKL-31). */
export function reminderWindow(kind: ReminderKind, startsAt: Instant): ReminderWindow {
  const after = plusMinutes(startsAt, -MINUTES_BEFORE[kind]);
  return { after, until: plusMinutes(after, MINUTES_BETWEEN_SWEEPS) };
}

/** The reminders that a sweep sends now; after an outage it reaches back further, at most an hour (BKL-30, BKL-32). */
export function dueReminders(booking: Reminded, now: Instant, catchUpMinutes = 0): ReminderKind[] {
  return openReminders(booking, now, catchUpMinutes).filter((kind) => now > reminderWindow(kind, booking.startsAt).after);
}

/** From when on the next reminder can be sent; none when all were sent or are over. */
export function nextReminderAt(booking: Reminded, now: Instant, catchUpMinutes = 0): Instant | undefined {
  const [next] = openReminders(booking, now, catchUpMinutes);
  return next === undefined ? undefined : reminderWindow(next, booking.startsAt).after;
}

/** What was not sent and is not over, the earliest first. */
function openReminders(booking: Reminded, now: Instant, catchUpMinutes: number): ReminderKind[] {
  if (booking.status !== "CONFIRMED") return [];
  const sent = { "24h": booking.reminder24hAt, "1h": booking.reminder1hAt };
  const kinds = ["24h", "1h"] as const;
  return kinds.filter((kind) => {
    const { until } = reminderWindow(kind, booking.startsAt);
    // A lesson that was confirmed when its reminder was over needs none: its confirmation is fresh in mind.
    const wasConfirmedInTime = booking.confirmedAt === undefined || booking.confirmedAt <= until;
    return sent[kind] === undefined && wasConfirmedInTime && now <= plusMinutes(until, catchUpMinutes);
  });
}
