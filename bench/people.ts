import { emptyDay } from "../core/availability/availability-day.ts";
import { hoursFromWindows } from "../core/availability/open-hours.ts";
import { fromRanges, type SlotRange } from "../core/availability/slot-bitmap.ts";
import { slotRange } from "../core/availability/slot-time.ts";
import type { BookingListEntry } from "../core/bookings/booking-list-entry.ts";
import { readClock } from "../core/clients/clock.ts";
import { required } from "../core/errors.ts";
import { newId } from "../core/ids.ts";
import { commit } from "../core/table/commit.ts";
import { absent } from "../core/table/condition.ts";
import { availabilityDayKey, bookingListKey } from "../core/table/keys.ts";
import { read } from "../core/table/read.ts";
import { put, type Write } from "../core/table/write.ts";
import { addDays, datesBetween, type LocalDate, localDateAt, mondayOf, plusHours } from "../core/time.ts";
import * as createBooking from "../functions/bookings/create-booking.ts";
import { type LiveInstructor, liveInstructor } from "../test/support/instructors.ts";
import { invoke } from "../test/support/invoke.ts";
import { type SignedIn, signedIn } from "../test/support/people.ts";
import { inParallel, upTo } from "./parallel.ts";

const LESSONS_LISTED = 24;
const AT_ONCE = 8;
const WRITES_AT_ONCE = 25;

export interface Crowd {
  readonly students: number;
  readonly instructors: number;
  /** Those among them whose three weeks are shown. */
  readonly shown: number;
  /** Those among the students who have lessons already. */
  readonly withLessons: number;
}

export interface People {
  readonly students: readonly SignedIn[];
  readonly instructors: readonly LiveInstructor[];
  readonly shown: readonly LiveInstructor[];
  readonly withLessons: readonly SignedIn[];
  /** The Monday of a week that every instructor has opened. */
  readonly monday: LocalDate;
}

/** Students and instructors for the load, written straight into the table. */
export async function makePeople(crowd: Crowd): Promise<People> {
  const students = await inParallel(upTo(crowd.students), AT_ONCE, () => signedIn());
  const instructors = await inParallel(upTo(crowd.instructors), AT_ONCE, () => liveInstructor());
  const today = localDateAt(readClock(), "America/New_York");
  const monday = addDays(mondayOf(today), 7);
  const shown = instructors.slice(0, crowd.shown);
  await writeAll([
    ...instructors.flatMap((instructor) => openDays(instructor, datesBetween(monday, addDays(monday, 6)), [])),
    ...shown.flatMap((instructor) => openDays(instructor, otherDates(today, monday), LESSONS)),
  ]);
  const withLessons = students.slice(0, crowd.withLessons);
  const entry = await anEntry(
    required(students.at(-1), "there are students"),
    required(instructors.at(-1), "there are instructors"),
    monday,
  );
  await writeAll(withLessons.flatMap((student, index) => lessonsOf(student, index, instructors, entry)));
  return { students, instructors, shown, withLessons, monday };
}

const HOURS = [slotRange({ startTime: "08:00", endTime: "12:00" }), slotRange({ startTime: "13:00", endTime: "21:00" })];
const LESSONS = [slotRange({ startTime: "10:00", endTime: "11:00" }), slotRange({ startTime: "15:00", endTime: "16:30" })];

/** Three weeks and their neighbours, without the week that everybody has. */
function otherDates(today: LocalDate, monday: LocalDate): LocalDate[] {
  return datesBetween(addDays(today, -1), addDays(today, 22)).filter((date) => date < monday || date > addDays(monday, 6));
}

function openDays({ userId }: LiveInstructor, dates: readonly LocalDate[], lessons: readonly SlotRange[]): Write[] {
  const hours = hoursFromWindows(HOURS.map((range) => ({ ...range, formats: "any" })));
  return dates.map((date) => {
    const day = { ...emptyDay(userId, date), ...hours, busy: fromRanges(lessons), revision: 1 };
    return put(availabilityDayKey(userId, date), day, absent);
  });
}

/** What stands in a list, taken from a booking that was really made. */
async function anEntry(student: SignedIn, instructor: LiveInstructor, date: LocalDate): Promise<BookingListEntry> {
  const { instructorServiceId } = instructor.offering;
  const lesson = { startTime: "20:00", durationMinutes: 60, locationType: "online" };
  const body = { instructorId: instructor.userId, instructorServiceId, date, ...lesson };
  const { booking } = (await invoke(createBooking, { token: student.token, body, headers: { "idempotency-key": "entry" } })).body;
  const entry = await read(bookingListKey(student.userId, booking.startsAt, booking.id));
  return required(entry, "a booking stands in its student's list");
}

function lessonsOf({ userId }: SignedIn, number: number, instructors: readonly LiveInstructor[], entry: BookingListEntry): Write[] {
  return upTo(LESSONS_LISTED).map((index) => {
    // Somebody who learns has a few instructors.
    const instructor = required(instructors[(number + (index % 3)) % instructors.length], "there are instructors");
    const startsAt = plusHours(entry.startsAt, -24 * index);
    const bookingId = newId("bkg", entry.createdAt);
    const lesson = {
      ...entry,
      userId,
      studentId: userId,
      instructorId: instructor.userId,
      bookingId,
      startsAt,
      endsAt: plusHours(startsAt, 1),
    };
    return put(bookingListKey(userId, startsAt, bookingId), { ...lesson, status: "CONFIRMED" as const }, absent);
  });
}

async function writeAll(writes: readonly Write[]): Promise<void> {
  const batches = upTo(Math.ceil(writes.length / WRITES_AT_ONCE));
  await inParallel(batches, AT_ONCE, (batch) => commit(writes.slice(batch * WRITES_AT_ONCE, (batch + 1) * WRITES_AT_ONCE)));
}
