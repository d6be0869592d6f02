import type { UserId } from "../ids.ts";
import { bookingListOf } from "../table/keys.ts";
import { readEvery } from "../table/read.ts";
import { addDays, type Instant, localDateAt } from "../time.ts";
import { isOccupying, type Side } from "./booking.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";

/**
 * How many bookings the person has on that side today, on each booking's own clock, or later (BKE-11), which keep an account from being closed
 * or changing its role (BKE-4). The read is strong, and the transaction that relies on it carries the ledger's version as well, so that no
 * booking slips in after the count.
 */
export async function countFutureBookings(userId: UserId, side: Side, now: Instant): Promise<number> {
  const { pk, prefix } = bookingListOf(userId);
  // The list is in the order of instants, and in no zone did today begin before the UTC date of two days ago.
  const from = `${prefix}${addDays(localDateAt(now, "UTC"), -2)}`;
  const entries = await readEvery<BookingListEntry>({ pk, from, to: `${prefix}\uffff` });
  return entries.filter((entry) => entry.side === side && isOccupying(entry.status) && isTodayOrLater(entry, now)).length;
}

function isTodayOrLater({ date, timezone }: BookingListEntry, now: Instant): boolean {
  return date >= localDateAt(now, timezone);
}
