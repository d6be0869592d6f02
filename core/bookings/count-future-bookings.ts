import type { UserId } from "../ids.ts";
import { bookingListOf } from "../table/keys.ts";
import { type PagePosition, readRange } from "../table/read.ts";
import { HOUR_MS, type Instant, plusMilliseconds } from "../time.ts";
import type { Side } from "./booking.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";

/** A lesson that has not ended began less than this ago (AV-45). */
const LONGEST_LESSON_MS = 4 * HOUR_MS;
const PER_PAGE = 200;
const MOST_PAGES = 10;

/**
 * How many unfinished bookings the person has on that side, which keep an account from being closed or changing its role (BKE-4). The
 * transaction that relies on it carries the ledger's version as well, so that no booking slips in after the count.
 */
export async function countFutureBookings(userId: UserId, side: Side, now: Instant): Promise<number> {
  const { pk, prefix } = bookingListOf(userId);
  const range = { pk, from: `${prefix}${plusMilliseconds(now, -LONGEST_LESSON_MS)}`, to: `${prefix}\uffff`, limit: PER_PAGE };
  let count = 0;
  let after: PagePosition | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, next } = await readRange<BookingListEntry>({ ...range, ...(after === undefined ? {} : { after }) });
    count += items.filter((entry) => entry.side === side && entry.endsAt > now && STANDING.has(entry.status)).length;
    if (next === undefined) break;
    after = next;
  }
  return count;
}

const STANDING: ReadonlySet<BookingListEntry["status"]> = new Set(["PENDING", "CONFIRMED"]);
