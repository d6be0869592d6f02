import { emptyDay } from "../../core/availability/availability-day.ts";
import { hoursFromWindows } from "../../core/availability/open-hours.ts";
import { fromRanges } from "../../core/availability/slot-bitmap.ts";
import { slotRange } from "../../core/availability/slot-time.ts";
import { type BookingListEntry, listEntriesOf } from "../../core/bookings/booking-list-entry.ts";
import { readClock } from "../../core/clients/clock.ts";
import { commit } from "../../core/table/commit.ts";
import { absent } from "../../core/table/condition.ts";
import { availabilityDayKey, bookingFiguresKey, bookingListKey } from "../../core/table/keys.ts";
import { put, type Write } from "../../core/table/write.ts";
import { addDays, addMinutesToTime, HOUR_MS, instantOf, localDateAt, plusHours, toMilliseconds } from "../../core/time.ts";
import { type LiveInstructor, liveInstructor } from "./instructors.ts";
import { type SignedIn, signedIn } from "./people.ts";
import { plainBooking } from "./plain-booking.ts";

const WRITES_AT_ONCE = 100;
const TO_COME = 5;

export interface LongLists {
  readonly student: SignedIn;
  readonly instructor: LiveInstructor;
}

/** Two people with so many lessons together: five to come, all others taught, one every hour into the past. Only their lists and figures are stored. */
export async function manyLessons(count: number): Promise<LongLists> {
  const [student, instructor] = await Promise.all([signedIn(), liveInstructor()]);
  const entries = Array.from({ length: count }, (_, index) => entriesOf(student, instructor, index)).flat();
  const figuresOf = ({ userId }: SignedIn) => ({ userId, totalBookings: count, completedBookings: count - TO_COME });
  await writeAll([
    ...entries.map((entry) => put(bookingListKey(entry.userId, entry.startsAt, entry.bookingId), entry, absent)),
    put(
      bookingFiguresKey(student.userId),
      { ...figuresOf(student), completedMinutes: 60 * (count - TO_COME), distinctInstructors: 1 },
      absent,
    ),
    put(bookingFiguresKey(instructor.userId), { ...figuresOf(instructor), earnedCents: 6_400 * (count - TO_COME) }, absent),
  ]);
  return { student, instructor };
}

/** The first five lie ahead, each a day after the last. All begin on the hour, as no lesson goes over midnight. */
function entriesOf(student: SignedIn, instructor: LiveInstructor, index: number): readonly BookingListEntry[] {
  const isToCome = index < TO_COME;
  const hour = instantOf(Math.floor(toMilliseconds(readClock()) / HOUR_MS) * HOUR_MS);
  const startsAt = plusHours(hour, isToCome ? 48 + 24 * index : TO_COME - 2 - index);
  return listEntriesOf(plainBooking(student, instructor, startsAt, { status: isToCome ? "CONFIRMED" : "COMPLETED" }));
}

const OPEN = [slotRange({ startTime: "08:00", endTime: "12:00" }), slotRange({ startTime: "13:00", endTime: "21:00" })];
const HOURS = hoursFromWindows(OPEN.map((range) => ({ ...range, formats: "any" })));
const LESSONS_BEGIN = ["08:00", "09:15", "10:30", "13:00", "14:30", "16:00", "17:30"] as const;
const LESSONS = fromRanges(LESSONS_BEGIN.map((startTime) => slotRange({ startTime, endTime: addMinutesToTime(startTime, 60) })));

/** An instructor who teaches seven lessons on every day of the coming month. */
export async function busyInstructor(): Promise<LiveInstructor> {
  const instructor = await liveInstructor();
  const today = localDateAt(readClock(), "America/New_York");
  const dates = Array.from({ length: 34 }, (_, day) => addDays(today, day - 1));
  const days = dates.map((date) => ({ ...emptyDay(instructor.userId, date), ...HOURS, busy: LESSONS, revision: 9 }));
  await writeAll(days.map((day) => put(availabilityDayKey(instructor.userId, day.date), day, absent)));
  return instructor;
}

async function writeAll(writes: readonly Write[]): Promise<void> {
  for (let start = 0; start < writes.length; start += WRITES_AT_ONCE) await commit(writes.slice(start, start + WRITES_AT_ONCE));
}
