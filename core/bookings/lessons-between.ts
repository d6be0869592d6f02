import type { UserId } from "../ids.ts";
import { bookingListOf } from "../table/keys.ts";
import { readEvery } from "../table/read.ts";
import { addDays, type LocalDate } from "../time.ts";
import { isOccupying } from "./booking.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";

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
  const entries = await readEvery<BookingListEntry>({ pk, from, to });
  return entries.filter(({ side, status, date }) => side === "instructor" && isOccupying(status) && date >= firstDate && date <= lastDate);
}
