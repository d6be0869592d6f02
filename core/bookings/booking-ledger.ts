import type { UserId } from "../ids.ts";

/** Counts the bookings of one person, as student or instructor. Absent until the first: version 0, none pending. */
export interface BookingLedger {
  readonly userId: UserId;
  /** One more with every booking created or moved, so that closing an account can race with none (BKE-4). */
  readonly version: number;
  /** The student's PENDING bookings (BK-27). */
  readonly pendingCount: number;
}

/** How many bookings may wait for payment at once (BK-27). */
export const MOST_UNPAID_BOOKINGS = 5;
