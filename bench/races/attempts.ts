import { required } from "../../core/errors.ts";
import { formatMinutes, type LocalDate, type LocalTime } from "../../core/time.ts";
import * as saveWeekAvailability from "../../functions/availability/save-week-availability.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as createBooking from "../../functions/bookings/create-booking.ts";
import * as rescheduleBooking from "../../functions/bookings/reschedule-booking.ts";
import type { Call, EndpointModule } from "../../test/support/invoke.ts";
import type { SignedIn } from "../../test/support/people.ts";
import type { Known } from "./known.ts";
import type { Instructor, Racers } from "./racers.ts";

/** A time with somebody that somebody wants. */
export interface Wish {
  readonly student: SignedIn;
  readonly instructor: Instructor;
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly durationMinutes: number;
  readonly locationType: (typeof PLACES)[number]["locationType"];
}

/** A lesson that was booked, as far as those who race for it know. */
export interface KnownLesson extends Wish {
  readonly bookingId: string;
  /** Whether its payment is known to be in order, so that it can move. */
  readonly isPaid: boolean;
}

export interface Hours {
  readonly startTime: LocalTime;
  readonly endTime: LocalTime;
}

export type Attempt =
  | ({ readonly kind: "book" } & Wish)
  | ({ readonly kind: "move"; readonly lesson: KnownLesson } & Wish)
  | { readonly kind: "cancel"; readonly lesson: KnownLesson; readonly by: "student" | "instructor" }
  | { readonly kind: "save"; readonly instructor: Instructor; readonly hours: Hours; readonly version?: string };

export const KINDS = ["book", "move", "cancel", "save"] as const satisfies readonly Attempt["kind"][];

const CHELSEA = { meetingLocation: "200 W 23rd St, New York", locationLat: 40.7441, locationLng: -73.9963 };
const PLACES = [
  { locationType: "online" },
  { locationType: "instructor_location" },
  { locationType: "student_location", ...CHELSEA },
] as const;

/** From noon to midnight, so that lessons cross midnight in UTC. */
const FIRST_MINUTE = 12 * 60;
const DAY_MINUTES = 24 * 60;

/** Lessons that are there before the races, so that there is something to move from the first moment on. */
export function openingAttempts({ instructors, students, dates }: Racers): Attempt[] {
  const times = dates.flatMap((date) => OPENING_STARTS.map((startTime) => ({ date, startTime })));
  const wanted = times.flatMap((time) => instructors.map((instructor) => ({ ...time, instructor })));
  return wanted.map((lesson, index) => {
    const student = required(students[index % students.length], "there are students");
    return { kind: "book", student, ...lesson, durationMinutes: 60, locationType: "online" };
  });
}

const OPENING_STARTS = ["12:00", "14:00", "16:00", "18:00", "20:00"] as const satisfies readonly LocalTime[];

/** Half of all want a lesson; the others move, cancel, or change the hours under it. */
export function anyAttempt(random: () => number, racers: Racers, { lessons, versions }: Known): Attempt {
  const { instructors, students, dates } = racers;
  const pick = <T>(values: readonly T[]): T => required(values[Math.floor(random() * values.length)], "there is something to choose from");
  const chance = random();
  if (chance < 0.15) {
    const instructor = pick(instructors);
    const version = random() < 0.5 ? versions.get(instructor) : undefined;
    const hours = { startTime: pick(["00:00", "12:00", "13:00"] as const), endTime: pick(["24:00", "22:00", "21:00"] as const) };
    return { kind: "save", instructor, hours, ...(version === undefined ? {} : { version }) };
  }
  if (chance < 0.5 && lessons.length > 0) {
    if (chance < 0.25) return { kind: "cancel", lesson: pick(lessons), by: pick(["student", "instructor"]) };
    const paid = lessons.filter(({ isPaid }) => isPaid);
    const lesson = pick(paid.length > 0 && random() < 0.8 ? paid : lessons);
    return { ...lesson, kind: "move", lesson, date: pick(dates), startTime: anyStart(random, lesson.durationMinutes) };
  }
  const durationMinutes = pick([30, 60, 90]);
  const time = { date: pick(dates), startTime: anyStart(random, durationMinutes), durationMinutes };
  return { kind: "book", student: pick(students), instructor: pick(instructors), ...time, locationType: pick(PLACES).locationType };
}

function anyStart(random: () => number, durationMinutes: number): LocalTime {
  const marks = (DAY_MINUTES - durationMinutes - FIRST_MINUTE) / 15;
  return formatMinutes(FIRST_MINUTE + 15 * Math.floor(random() * (marks + 1)));
}

export interface Request {
  readonly module: EndpointModule;
  readonly call: Call;
}

/** The attempt as a request, under a key of its own. */
export function requestOf(attempt: Attempt, { weekStart, dates }: Racers, key: string): Request {
  const headers = { "idempotency-key": key };
  switch (attempt.kind) {
    case "book": {
      const { student, instructor, kind: _book, ...lesson } = attempt;
      const place = PLACES.find(({ locationType }) => locationType === lesson.locationType);
      const { instructorServiceId } = instructor.offering;
      const body = { instructorId: instructor.userId, instructorServiceId, ...lesson, ...place };
      return { module: createBooking, call: { token: student.token, headers, body } };
    }
    case "move": {
      const { lesson, date, startTime } = attempt;
      const params = { bookingId: lesson.bookingId };
      return { module: rescheduleBooking, call: { token: lesson.student.token, params, headers, body: { date, startTime } } };
    }
    case "cancel": {
      const { lesson, by } = attempt;
      const params = { bookingId: lesson.bookingId };
      return { module: cancelBooking, call: { token: lesson[by].token, params, headers, body: { reason: "I have a cold." } } };
    }
    case "save": {
      const { instructor, hours, version } = attempt;
      const body = { weekStart, days: dates.map((date) => ({ date, windows: [{ ...hours, formats: "any" }] })) };
      const seen = version === undefined ? { query: { override: "true" } } : {};
      const ifMatch = version === undefined ? {} : { "if-match": `"${version}"` };
      return { module: saveWeekAvailability, call: { token: instructor.token, ...seen, headers: { ...headers, ...ifMatch }, body } };
    }
  }
}
