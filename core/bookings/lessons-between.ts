import type { UserId } from "../ids.ts";
import { bookingKey, bookingListOf } from "../table/keys.ts";
import { readAll, readEvery } from "../table/read.ts";
import { addDays, type LocalDate } from "../time.ts";
import { isOccupying } from "./booking.ts";
import { type BookingListEntry, listEntriesOf } from "./booking-list-entry.ts";

/** The bookings that hold time of an instructor on local dates, both included, by start. Unpaid ones hold it too (BKL-4). */
export async function lessonsBetween(
  instructorId: UserId,
  firstDate: LocalDate,
  lastDate: LocalDate,
): Promise<readonly BookingListEntry[]> {
  const { pk, prefix } = bookingListOf(instructorId);
  // The list is in the order of instants; zones differ from UTC by less than a day.
  const from = `${prefix}${addDays(firstDate, -1)}`;
  const to = `${prefix}${addDays(lastDate, 2)}`;
  const listed = await readEvery<BookingListEntry>({ pk, from, to });
  const entries = [...listed, ...(await heldBy(listed))];
  return entries
    .filter(({ side, status, date }) => side === "instructor" && isOccupying(status) && date >= firstDate && date <= lastDate)
    .sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
}

/** The time that lessons are moving to is held as well, by bookings that no list shows yet (BKR-9). */
async function heldBy(entries: readonly BookingListEntry[]): Promise<BookingListEntry[]> {
  const listed = new Set(entries.map(({ bookingId }) => bookingId));
  const keys = entries.flatMap(({ movingTo }) => (movingTo && !listed.has(movingTo.bookingId) ? [bookingKey(movingTo.bookingId)] : []));
  const held = await readAll(keys);
  return held.flatMap((booking) => (booking ? [listEntriesOf(booking)[1]] : []));
}
