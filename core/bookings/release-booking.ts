import { calendarItems, lessonDayKeys, lessonDays } from "../availability/calendar-repository.ts";
import { release } from "../availability/release.ts";
import { assert } from "../errors.ts";
import { StaleWrite } from "../table/commit.ts";
import { compare } from "../table/condition.ts";
import { bookingKey, bookingLedgerKey, studentDayKey } from "../table/keys.ts";
import { read, readAll } from "../table/read.ts";
import { update, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import { type Booking, isHeld } from "./booking.ts";
import { studentDayItems } from "./booking-repository.ts";
import { releaseStudentTime, type StudentDays, studentSlots } from "./student-day.ts";

/** The two calendars as they were read for giving a lesson's time back. */
export interface LessonCalendars {
  readonly days: ReturnType<typeof lessonDays>;
  readonly studentDays: StudentDays;
}

/** Reads the days that hold the lesson's time, in one round trip. */
export async function readCalendars(booking: Booking): Promise<LessonCalendars> {
  const { instructorId, studentId, date } = booking;
  const [first, second = first] = studentSlots(booking);
  assert(first && second, "a lesson takes time on at least one UTC date");
  const keys = [
    studentDayKey(studentId, first.utcDate),
    studentDayKey(studentId, second.utcDate),
    ...lessonDayKeys(instructorId, date),
  ] as const;
  const [one, two, ...days] = await readAll(keys);
  return {
    days: lessonDays(instructorId, date, days),
    studentDays: new Map([one, two].flatMap((day) => (day ? [[day.utcDate, day] as const] : []))),
  };
}

/**
 * Gives the time of a booking back on both calendars, and with an unpaid one its place among the student's five (BKC-5, BK-51). What it shares
 * with `keep`, the other booking of a move, stays taken (BKR-9).
 */
export async function releaseBooking(
  booking: Booking,
  { days, studentDays }: LessonCalendars,
  now: Instant,
  keep?: Booking,
): Promise<Write[]> {
  const released = release({ lesson: booking, days, ...(keep && { keep }) });
  if (!released.ok) throw await timeGivenBack(booking);
  return [
    ...calendarItems(booking.instructorId, released, now),
    ...studentDayItems(studentDays, releaseStudentTime(studentDays, booking, keep)),
    ...(booking.status === "PENDING" && !isHeld(booking) ? [leavePending(booking)] : []),
  ];
}

/**
 * Calendars that do not hold the lesson's time were read after somebody else had given it back, which is a lost race; if nobody has, it is a
 * broken invariant: nothing is written and an alarm follows (AV-59).
 */
export async function timeGivenBack({ bookingId, version }: Booking): Promise<StaleWrite> {
  const key = bookingKey(bookingId);
  const current = await read(key);
  assert(current?.version !== version, `the instructor's day holds the time of ${bookingId}`);
  return new StaleWrite(key, undefined);
}

/** An unpaid booking is unpaid no more, whatever became of it. */
export function leavePending({ studentId }: Booking): Write {
  return update(bookingLedgerKey(studentId), { add: { pendingCount: -1 } }, compare("pendingCount", ">", 0));
}
