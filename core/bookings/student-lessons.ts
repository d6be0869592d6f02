import type { UserId } from "../ids.ts";
import { bookingListOf } from "../table/keys.ts";
import { readRange } from "../table/read.ts";
import { HOUR_MS, plusMilliseconds } from "../time.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import type { Interval } from "./student-day.ts";

/** No lesson is longer than four hours (AV-45), so whatever overlaps a time began less than four hours before it. */
export const LONGEST_LESSON_MS = 4 * HOUR_MS;
const MOST_AROUND = 50;

/** The student's own bookings that begin around a time, cancelled ones included. `marginMs` widens the time at both ends. */
export async function readStudentLessons(
  studentId: UserId,
  { startsAt, endsAt }: Interval,
  marginMs = 0,
): Promise<readonly BookingListEntry[]> {
  const { pk, prefix } = bookingListOf(studentId);
  const from = `${prefix}${plusMilliseconds(startsAt, -LONGEST_LESSON_MS - marginMs)}`;
  const to = `${prefix}${plusMilliseconds(endsAt, marginMs)}#\uffff`;
  const { items } = await readRange<BookingListEntry>({ pk, from, to, limit: MOST_AROUND });
  return items.filter((entry) => entry.side === "student");
}
