import { describe, expect, it } from "vitest";
import type { Side } from "../../core/bookings/booking.ts";
import { newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { calendarSettingsKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { addMinutesToTime, formatMinutes, type LocalDate, type LocalTime } from "../../core/time.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import { bookingsIn, brokenPromises, type StoredBooking } from "../support/booking-truth.ts";
import { book, type CreatedBooking, callAs, confirm, MONDAY, openDay, WEDNESDAY } from "../support/bookings.ts";
import { type Buffers, gapMinutes, neededMinutes } from "../support/calendar-truth.ts";
import { useClock } from "../support/clock.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import type { Reply } from "../support/invoke.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { randomOf } from "../support/random.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

const table = useTable();
useClock(MONDAY);
withoutRateLimits();

const SEED = Number(process.env.RACE_SEED ?? Math.floor(Math.random() * 1e9));

describe(`races (RACE_SEED=${SEED})`, () => {
  it("BK-44 of 30 students who want one slot at once exactly one gets it, and every other learns why not", async () => {
    const instructor = await liveInstructor();
    await openDay(instructor.userId);
    const students = await Promise.all(Array.from({ length: 30 }, () => signedIn()));
    const replies = await Promise.all(students.map((student) => book(student, instructor)));
    expect(codesOf(replies).filter((code) => code === "201")).toHaveLength(1);
    expect(codesOf(replies).filter((code) => !["201", "TIME_TAKEN", "AVAILABILITY_BUSY"].includes(code))).toEqual([]);
    expect(brokenPromises(await table.items())).toEqual([]);
  });

  it("BK-44 of 20 instructors whom one student wants at once exactly one gets the lesson", async () => {
    const student = await signedIn();
    const instructors = await Promise.all(Array.from({ length: 20 }, () => liveInstructor()));
    await Promise.all(instructors.map((instructor) => openDay(instructor.userId)));
    const replies = await Promise.all(instructors.map((instructor) => book(student, instructor)));
    expect(codesOf(replies).filter((code) => code === "201")).toHaveLength(1);
    expect(codesOf(replies).filter((code) => !["201", "STUDENT_TIME_CONFLICT", "AVAILABILITY_BUSY"].includes(code))).toEqual([]);
    expect(brokenPromises(await table.items())).toEqual([]);
  });

  it("BK-42..BK-45, BK-47, AV-61, AV-62 nobody is ever booked twice, whatever 240 requests at once ask for and cancel", async () => {
    const random = randomOf(SEED);
    const instructors = await Promise.all([...BUFFERS, ...BUFFERS].map(instructorWith));
    const students = await Promise.all(Array.from({ length: 8 }, () => signedIn()));
    const attempts = Array.from({ length: 240 }, () => anyAttempt(random, students, instructors));
    const outcomes = await atOnce(attempts, run);

    const items = await table.items();
    expect(brokenPromises(items)).toEqual([]);
    const ids = new Set(instructors.map((instructor) => instructor.userId));
    const bookings = bookingsIn(items).filter((booking) => ids.has(booking.instructorId));
    const created = outcomes.flatMap(({ replies }) =>
      replies.filter((reply) => reply.status === 201).map((reply) => reply.body.booking.id),
    );
    expect(new Set(created)).toEqual(new Set(bookings.map((booking) => booking.bookingId)));
    const cancelled = outcomes.flatMap((outcome) => outcome.cancelled);
    expect(new Set(cancelled)).toEqual(
      new Set(bookings.filter((booking) => booking.status === "CANCELLED").map((booking) => booking.bookingId)),
    );
    expect(outcomes.flatMap((outcome) => lies(outcome, bookings))).toEqual([]);
    // There was something to race for: many were booked, many refused, and some cancelled in between.
    const codes = outcomes.flatMap(({ replies }) => codesOf(replies));
    expect(codes.filter((code) => code === "TIME_TAKEN").length).toBeGreaterThan(20);
    expect([created.length > 20, cancelled.length > 0]).toEqual([true, true]);
  });
});

const BUFFERS: readonly Buffers[] = [
  { bufferMinutes: 0, travelBufferMinutes: 30 },
  { bufferMinutes: 15, travelBufferMinutes: 60 },
  { bufferMinutes: 45, travelBufferMinutes: 120 },
];
const DATES: readonly LocalDate[] = [WEDNESDAY, "2026-03-05"];
const CHELSEA = { meetingLocation: "200 W 23rd St, New York", locationLat: 40.7441, locationLng: -73.9963 };
const PLACES = [
  { locationType: "online" },
  { locationType: "instructor_location" },
  { locationType: "student_location", ...CHELSEA },
  { locationType: "neutral_location", ...CHELSEA },
] as const;

type Place = (typeof PLACES)[number];

interface Attempt {
  readonly student: SignedIn;
  readonly instructor: LiveInstructor & Buffers;
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly durationMinutes: number;
  readonly place: Place;
  /** Whether the request is sent twice at once under one key, as by an impatient finger. */
  readonly isDoubled: boolean;
  /** What happens to the lesson, if it is booked. */
  readonly afterwards: "nothing" | "confirmed" | Side | "both";
}

interface Outcome {
  readonly attempt: Attempt;
  readonly replies: readonly Reply<CreatedBooking>[];
  readonly cancelled: readonly string[];
}

async function instructorWith(buffers: Buffers): Promise<LiveInstructor & Buffers> {
  const instructor = await liveInstructor({ areas: ["nyc-manhattan-chelsea-hudson-yards"] });
  await Promise.all(DATES.map((date) => openDay(instructor.userId, date)));
  await commit([update(calendarSettingsKey(instructor.userId), { set: buffers }, present)]);
  return { ...instructor, ...buffers };
}

/** From five in the afternoon to midnight, so that lessons cross midnight in UTC and buffers cross it in New York. */
function anyAttempt(random: () => number, students: readonly SignedIn[], instructors: readonly (LiveInstructor & Buffers)[]): Attempt {
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error("there is nothing to choose from");
    return value;
  };
  const durationMinutes = pick([30, 60, 90]);
  const latest = 24 * 60 - durationMinutes;
  return {
    student: pick(students),
    instructor: pick(instructors),
    date: pick(DATES),
    startTime: formatMinutes(Math.min(latest, 17 * 60 + 15 * Math.floor(random() * 28))),
    durationMinutes,
    place: pick(PLACES),
    isDoubled: random() < 0.1,
    afterwards: pick(["nothing", "nothing", "confirmed", "student", "instructor", "both"]),
  };
}

/** Enough to lose most races, few enough to leave something to win after five tries. */
const AT_ONCE = 40;

async function atOnce<In, Out>(inputs: readonly In[], work: (input: In) => Promise<Out>): Promise<Out[]> {
  const queue = [...inputs];
  const done: Out[] = [];
  const worker = async () => {
    for (let input = queue.shift(); input !== undefined; input = queue.shift()) done.push(await work(input));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}

async function run(attempt: Attempt): Promise<Outcome> {
  const { student, instructor, date, startTime, durationMinutes, place, isDoubled } = attempt;
  const key = newId("evt", MONDAY);
  const wish = { date, startTime, durationMinutes, ...place };
  const replies = await Promise.all((isDoubled ? [1, 2] : [1]).map(() => book(student, instructor, wish, key)));
  const made = replies.find((reply) => reply.status === 201);
  return { attempt, replies, cancelled: made === undefined ? [] : await finish(attempt, made.body) };
}

async function finish({ student, instructor, afterwards }: Attempt, { booking }: CreatedBooking): Promise<string[]> {
  if (afterwards === "nothing") return [];
  if (afterwards === "confirmed") {
    await confirm(booking);
    return [];
  }
  const people = { student: [student], instructor: [instructor], both: [student, instructor] }[afterwards];
  const cancel = (person: SignedIn) => callAs(person, cancelBooking, { params: { bookingId: booking.id }, body: { reason: "Ill." } });
  const replies = await Promise.all(people.map(cancel));
  return replies.filter((reply) => reply.status === 200).map(() => booking.id);
}

/** What a reply claims that no booking, of those that were ever made, bears out. */
function lies({ attempt, replies }: Outcome, bookings: readonly StoredBooking[]): string[] {
  const { student, instructor, place, date, startTime, durationMinutes, isDoubled } = attempt;
  const asked = { date, startTime, endTime: addMinutesToTime(startTime, durationMinutes), locationType: place.locationType };
  const own = replies.flatMap((reply) => (reply.status === 201 ? [reply.body.booking.id as string] : []));
  const others = bookings.filter((booking) => !own.includes(booking.bookingId));
  const theirs = others.filter((booking) => booking.instructorId === instructor.userId);
  const mine = others.filter((booking) => booking.studentId === student.userId);
  const truths: Readonly<Record<string, boolean>> = {
    "201": true,
    AVAILABILITY_BUSY: true,
    OPERATION_IN_PROGRESS: isDoubled,
    TIME_TAKEN: theirs.some((booking) => gapMinutes(booking, asked) < 0),
    BUFFER_CONFLICT: theirs.some((booking) => gapMinutes(booking, asked) < neededMinutes(booking, asked, instructor)),
    STUDENT_TIME_CONFLICT: mine.some((booking) => gapMinutes(booking, asked) < 0),
    TOO_MANY_UNPAID_BOOKINGS: mine.length >= 5,
  };
  return replies.flatMap((reply, index) => {
    const code = codesOf(replies)[index] ?? "";
    const isTold = reply.status === 201 || reply.status === 409;
    return truths[code] && isTold
      ? []
      : [`${code} (${reply.status}) for ${date} ${startTime}, ${durationMinutes} minutes, ${place.locationType}`];
  });
}

function codesOf(replies: readonly Reply<unknown>[]): string[] {
  return replies.map((reply) => (reply.status < 400 ? String(reply.status) : reply.problem.code));
}
