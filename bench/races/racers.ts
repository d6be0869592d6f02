import { readClock } from "../../core/clients/clock.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { calendarSettingsKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { addDays, type LocalDate, localDateAt, mondayOf } from "../../core/time.ts";
import { openDay } from "../../test/support/bookings.ts";
import type { Buffers } from "../../test/support/calendar-truth.ts";
import { type LiveInstructor, liveInstructor } from "../../test/support/instructors.ts";
import { type SignedIn, signedIn } from "../../test/support/people.ts";
import { inParallel, upTo } from "../parallel.ts";

export type Instructor = LiveInstructor & Buffers;

/** A handful of instructors whom many students want on the same few days. */
export interface Racers {
  readonly instructors: readonly Instructor[];
  readonly students: readonly SignedIn[];
  /** The Monday of the week in which all lessons are. */
  readonly weekStart: LocalDate;
  readonly dates: readonly LocalDate[];
}

const STUDENTS = 40;
const DAYS = 4;
const AT_ONCE = 8;
const BUFFERS: readonly Buffers[] = [
  { bufferMinutes: 0, travelBufferMinutes: 30 },
  { bufferMinutes: 0, travelBufferMinutes: 60 },
  { bufferMinutes: 15, travelBufferMinutes: 60 },
  { bufferMinutes: 30, travelBufferMinutes: 30 },
  { bufferMinutes: 45, travelBufferMinutes: 120 },
];

/** Far enough ahead that no card is asked at once, wherever a lesson moves to. */
const WEEKS_AHEAD = 2;

export async function makeRacers(): Promise<Racers> {
  const weekStart = addDays(mondayOf(localDateAt(readClock(), "America/New_York")), 7 * WEEKS_AHEAD);
  const dates = upTo(DAYS).map((day) => addDays(weekStart, day + 1));
  const students = await inParallel(upTo(STUDENTS), AT_ONCE, () => signedIn());
  const instructors = await inParallel(BUFFERS, AT_ONCE, (buffers) => instructorWith(buffers, dates));
  return { instructors, students, weekStart, dates };
}

async function instructorWith(buffers: Buffers, dates: readonly LocalDate[]): Promise<Instructor> {
  const instructor = await liveInstructor({ areas: ["nyc-manhattan-chelsea-hudson-yards"] });
  await Promise.all(dates.map((date) => openDay(instructor.userId, date)));
  await commit([update(calendarSettingsKey(instructor.userId), { set: buffers }, present)]);
  return { ...instructor, ...buffers };
}
