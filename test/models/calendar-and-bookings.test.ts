import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { AvailabilityDay } from "../../core/availability/availability-day.ts";
import { DomainError } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { commit } from "../../core/table/commit.ts";
import { present } from "../../core/table/condition.ts";
import { calendarSettingsKey } from "../../core/table/keys.ts";
import { update } from "../../core/table/write.ts";
import { formatMinutes, mondayOf, toMilliseconds } from "../../core/time.ts";
import * as saveWeekAvailability from "../../functions/availability/save-week-availability.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as completeBooking from "../../functions/bookings/complete-booking.ts";
import * as listUpcomingBookings from "../../functions/bookings/list-upcoming-bookings.ts";
import * as rescheduleBooking from "../../functions/bookings/reschedule-booking.ts";
import * as completeDueLessons from "../../functions/schedules/complete-due-lessons.ts";
import * as expireUnpaidBookings from "../../functions/schedules/expire-unpaid-bookings.ts";
import { bookingsIn, brokenPromises } from "../support/booking-truth.ts";
import { book, callAs, confirm, runSchedule } from "../support/bookings.ts";
import { setClock, useClock } from "../support/clock.ts";
import { type LiveInstructor, liveInstructor } from "../support/instructors.ts";
import type { Reply } from "../support/invoke.ts";
import { answerMoves } from "../support/moves.ts";
import { type SignedIn, signedIn } from "../support/people.ts";
import { type StoredItem, useTable } from "../support/table.ts";
import {
  bookingAnswer,
  canConfirm,
  cancelAnswer,
  completeAnswer,
  dateAt,
  instantAt,
  MINUTES_PER_DAY,
  type Model,
  type ModelBooking,
  midnightOf,
  minutesOf,
  moveAnswer,
  movedTo,
  PLACES,
  runSchedules,
  timeAt,
  upcomingOf,
  type WallMinute,
  wallOf,
} from "./calendar-model.ts";

const table = useTable();
/** A Monday, ten in the morning in New York, after the clocks went forward. */
const START = "2026-03-09T14:00:00.000Z";
useClock(START);
vi.stubEnv("RATE_LIMIT_MODE", "stub");

const SEED = Number(process.env.MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env.MODEL_RUNS ?? 4);
const STEPS = 40;

/** The two students and instructors of one run. */
interface Real {
  readonly students: readonly [SignedIn, SignedIn];
  readonly instructors: readonly [LiveInstructor, LiveInstructor];
}

type Command = fc.AsyncCommand<Model, Real>;
type Person = readonly [side: "student" | "instructor", index: 0 | 1];

describe(`calendar and bookings (MODEL_SEED=${SEED} MODEL_RUNS=${RUNS})`, () => {
  it("BK-28..BK-32, BK-44, BK-51, BK-60, BK-62, BKC-1, BKC-4, BKC-6, BKR-2..BKR-6, BKR-8, BKR-9, AV-62, AVW-9 do what a calendar on paper would, step by step", async () => {
    const property = fc.asyncProperty(fc.array(anyStep, { minLength: STEPS, maxLength: STEPS }), (steps) =>
      fc.asyncModelRun(newCalendar, steps),
    );
    // A failure is told at once; a run of its seed looks for the shortest story that fails.
    await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: process.env.MODEL_SEED === undefined });
  }, 120_000);
});

const index = fc.constantFrom<0 | 1>(0, 1);
const person = fc.oneof(fc.tuple(fc.constant("student" as const), index), fc.tuple(fc.constant("instructor" as const), index));
const ordinal = fc.integer({ min: 0, max: 5 });

const booking = fc
  .record({
    student: index,
    instructor: index,
    daysAhead: fc.constantFrom(0, 1, 1, 2),
    isPaidAtOnce: fc.constantFrom(true, true, false),
    // Mostly around noon, where lessons meet.
    quarter: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 44, max: 58 }) }, fc.integer({ min: 0, max: 94 })),
    durationMinutes: fc.constantFrom(30, 60, 90),
    place: fc.constantFrom(...PLACES),
  })
  .map(({ daysAhead, quarter, durationMinutes, isPaidAtOnce, ...who }) =>
    step(`book ${JSON.stringify({ ...who, daysAhead, quarter, durationMinutes, isPaidAtOnce })}`, async (model, real) => {
      const latest = (MINUTES_PER_DAY - durationMinutes) / 15;
      const start = midnightOf(model.now) + daysAhead * MINUTES_PER_DAY + Math.min(quarter, latest) * 15;
      const wish = { ...who, start, end: start + durationMinutes };
      const expected = bookingAnswer(model, wish);
      const reply = await book(real.students[who.student], real.instructors[who.instructor], {
        date: dateAt(start),
        startTime: timeAt(start),
        durationMinutes,
        locationType: who.place,
        ...(who.place === "neutral_location" ? { meetingLocation: "Bryant Park" } : {}),
      });
      expect(answerOf(reply)).toBe(expected);
      if (expected !== "201") return;
      const { id: bookingId } = reply.body.booking;
      const made: ModelBooking = { bookingId, ...wish, createdAt: model.now, status: "PENDING", isMoneyHeld: false };
      model.bookings.push(made);
      if (isPaidAtOnce) await pay(model, made);
    }),
  );

const confirming = ordinal.map((ago) => stepWithBooking(`pay the latest but ${ago}`, ago, pay));

const cancelling = fc.tuple(ordinal, person).map(([ago, who]) =>
  stepWithBooking(`cancel the latest but ${ago} as ${who.join(" ")}`, ago, async (model, one, real) => {
    const expected = takesPart(one, who) ? cancelAnswer(model, one) : "BOOKING_NOT_FOUND";
    const call = { params: { bookingId: one.bookingId }, body: { reason: "Ill." } };
    const reply = await callAs(personOf(real, who), cancelBooking, call);
    expect(reply.status === 200 ? reply.body.cancellation.window : answerOf(reply)).toBe(expected);
    if (reply.status === 200) one.status = "CANCELLED";
  }),
);

const moving = fc
  .record({ ago: ordinal, student: index, daysAhead: fc.constantFrom(1, 1, 2), quarter: fc.integer({ min: 40, max: 62 }) })
  .map(({ ago, student, daysAhead, quarter }) =>
    stepWithBooking(
      `move the latest but ${ago} as student ${student} ${daysAhead} days ahead, ${quarter}`,
      ago,
      async (model, one, real) => {
        const start = midnightOf(model.now) + daysAhead * MINUTES_PER_DAY + quarter * 15;
        const wish = { ...one, start, end: start + one.end - one.start };
        const expected = one.student === student ? moveAnswer(model, one, wish) : "BOOKING_NOT_FOUND";
        const call = {
          params: { bookingId: one.bookingId },
          body: { date: dateAt(start), startTime: timeAt(start) },
          headers: { "idempotency-key": newId("evt", instantAt(model.now)) },
        };
        const reply = await answerMoves(() => callAs(real.students[student], rescheduleBooking, call));
        expect(answerOf(reply)).toBe(expected);
        if (expected !== "201") return;
        one.status = "CANCELLED";
        model.bookings.push(movedTo(model, one, wish, reply.body.booking.id));
      },
    ),
  );

const completing = fc.tuple(ordinal, index).map(([ago, who]) =>
  stepWithBooking(`complete the latest but ${ago} as instructor ${who}`, ago, async (model, one, real) => {
    const expected = one.instructor === who ? completeAnswer(model, one) : "BOOKING_NOT_FOUND";
    const reply = await callAs(real.instructors[who], completeBooking, { params: { bookingId: one.bookingId }, body: {} });
    expect(answerOf(reply)).toBe(expected);
    if (reply.status === 200) one.status = "COMPLETED";
  }),
);

const window = fc
  .record({ weekday: fc.integer({ min: 0, max: 6 }), fromHour: fc.integer({ min: 0, max: 13 }), hours: fc.integer({ min: 4, max: 14 }) })
  .map(({ weekday, fromHour, hours }) => ({ weekday, from: fromHour * 60, to: Math.min(fromHour + hours, 24) * 60 }));

const savingHours = fc
  .record({ instructor: index, weeksAhead: fc.constantFrom(0, 0, 1), windows: fc.array(window, { minLength: 6, maxLength: 12 }) })
  .map(({ instructor, weeksAhead, windows }) =>
    step(`save hours ${JSON.stringify({ instructor, weeksAhead, windows })}`, async (model, real) => {
      await saveHours(model, real, instructor, weeksAhead, windows);
    }),
  );

const passingTime = fc
  .record({ minutes: fc.constantFrom(10, 30, 95, 4 * 60, 11 * 60, 25 * 60), schedulesRun: fc.constantFrom(true, true, false) })
  .map(({ minutes, schedulesRun }) =>
    step(`wait ${minutes} minutes${schedulesRun ? "" : " while no schedule runs"}`, async (model) => {
      model.now += minutes;
      setClock(instantAt(model.now));
      if (!schedulesRun) return;
      await runSchedule(expireUnpaidBookings);
      await runSchedule(completeDueLessons);
      runSchedules(model);
    }),
  );

const looking: fc.Arbitrary<Command> = person.map((who) =>
  step(`look at what comes next as ${who.join(" ")}`, async (model, real) => {
    const [side, number] = who;
    const { body } = await callAs(personOf(real, who), listUpcomingBookings);
    expect(body.items.map((item) => item.id)).toEqual(upcomingOf(model, side, number));
  }),
);

const anyStep = fc.oneof(
  { weight: 8, arbitrary: booking },
  { weight: 4, arbitrary: confirming },
  { weight: 3, arbitrary: cancelling },
  { weight: 4, arbitrary: moving },
  { weight: 2, arbitrary: completing },
  { weight: 1, arbitrary: savingHours },
  { weight: 4, arbitrary: passingTime },
  { weight: 1, arbitrary: looking },
);

/** Two weeks of hours for both instructors, the second of whom needs no pause between lessons without a way. */
async function newCalendar(): Promise<{ model: Model; real: Real }> {
  setClock(START);
  await table.clear();
  const far = "2027-01-01T00:00:00.000Z";
  const session = { expiresAt: far, absoluteExpiresAt: far } as const;
  const real: Real = {
    students: [await signedIn({ session }), await signedIn({ session })],
    instructors: [await liveInstructor({ session }), await liveInstructor({ session })],
  };
  const quick = { bufferMinutes: 0, travelBufferMinutes: 30 };
  await commit([update(calendarSettingsKey(real.instructors[1].userId), { set: quick }, present)]);
  const model: Model = {
    now: wallOf(START),
    instructors: [
      { bufferMinutes: 15, travelBufferMinutes: 60, open: new Set() },
      { ...quick, open: new Set() },
    ],
    bookings: [],
  };
  for (const instructor of [0, 1] as const) {
    const windows = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: 9 * 60, to: 20 * 60 }));
    for (const weeksAhead of [0, 1]) await saveHours(model, real, instructor, weeksAhead, windows);
  }
  return { model, real };
}

/** Hours of a week of one weekday, in minutes after midnight. */
interface Window {
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}

async function saveHours(model: Model, real: Real, instructor: 0 | 1, weeksAhead: number, windows: readonly Window[]): Promise<void> {
  const weekStart = mondayOf(dateAt(model.now + weeksAhead * 7 * MINUTES_PER_DAY));
  const monday = Date.parse(weekStart) / 60_000;
  const days = [...Map.groupBy(windows, ({ weekday }) => weekday)].map(([weekday, theirs]) => ({
    date: dateAt(monday + weekday * MINUTES_PER_DAY),
    windows: theirs.map(({ from, to }) => ({ startTime: formatMinutes(from), endTime: formatMinutes(to) })),
  }));
  const reply = await callAs(real.instructors[instructor], saveWeekAvailability, {
    query: { override: "true" },
    body: { weekStart, days },
  });
  expect(answerOf(reply)).toBe("200");
  const open = model.instructors[instructor]?.open ?? new Set();
  for (const minute of minutesOf({ start: monday, end: monday + 7 * MINUTES_PER_DAY })) open.delete(minute);
  for (const { weekday, from, to } of windows) {
    const midnight = monday + weekday * MINUTES_PER_DAY;
    for (const minute of minutesOf({ start: midnight + from, end: midnight + to })) open.add(minute);
  }
}

/** The payment comes through, in time or too late. */
async function pay(model: Model, one: ModelBooking): Promise<void> {
  const expected = canConfirm(model, one);
  const refusal = await confirm({ id: one.bookingId, startsAt: instantAt(one.start) }).catch((error: unknown) => error);
  expect(refusal instanceof DomainError ? refusal.code : refusal).toBe(expected ? undefined : "INVALID_BOOKING_TRANSITION");
  if (!expected || one.status === "CONFIRMED") return;
  one.status = "CONFIRMED";
  one.isMoneyHeld = one.start - model.now < MINUTES_PER_DAY;
}

/** A step with its check of everything stored afterwards. */
function step(text: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, real) => {
      await run(model, real);
      await expectTheSame(model, real);
    },
    toString: () => text,
  };
}

/** A step on one of the bookings so far, counted from the latest. */
function stepWithBooking(text: string, ago: number, run: (model: Model, one: ModelBooking, real: Real) => Promise<void>): Command {
  const command = step(text, async (model, real) => {
    const one = model.bookings.at(-1 - (ago % model.bookings.length));
    if (one) await run(model, one, real);
  });
  return { ...command, check: (model) => model.bookings.length > 0 };
}

async function expectTheSame(model: Model, real: Real): Promise<void> {
  const items = await table.items();
  expect(brokenPromises(items)).toEqual([]);
  const stored = bookingsIn(items).map(({ bookingId, status }) => `${bookingId} ${status}`);
  expect(stored.sort()).toEqual(model.bookings.map(({ bookingId, status }) => `${bookingId} ${status}`).sort());
  for (const [instructor, { userId }] of real.instructors.entries()) {
    const open = model.instructors[instructor]?.open ?? new Set();
    expect(openMinutes(items, userId)).toEqual([...open].sort((one, other) => one - other));
  }
}

function openMinutes(items: readonly StoredItem[], userId: string): WallMinute[] {
  const days = items.filter((item) => item.type === "availability-day" && item.instructorId === userId) as unknown as AvailabilityDay[];
  return days
    .flatMap(({ date, open }) => {
      const slots = Array.from({ length: 288 }, (_, slot) => slot).filter((slot) => ((open[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0);
      const midnight = toMilliseconds(`${date}T00:00:00.000Z`) / 60_000;
      return slots.flatMap((slot) => minutesOf({ start: midnight + slot * 5, end: midnight + slot * 5 + 5 }));
    })
    .sort((one, other) => one - other);
}

function takesPart(one: ModelBooking, [side, who]: Person): boolean {
  return one[side] === who;
}

function personOf({ students, instructors }: Real, [side, who]: Person): SignedIn {
  return side === "student" ? students[who] : instructors[who];
}

function answerOf(reply: Reply<unknown>): string {
  return reply.status < 400 ? String(reply.status) : reply.problem.code;
}
