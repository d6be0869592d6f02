import { required } from "../../core/errors.ts";
import { newId } from "../../core/ids.ts";
import { addDays, formatMinutes, instantOf, type LocalDate, localDateAt, mondayOf } from "../../core/time.ts";
import * as saveWeekAvailability from "../../functions/availability/save-week-availability.ts";
import * as cancelBooking from "../../functions/bookings/cancel-booking.ts";
import * as createBooking from "../../functions/bookings/create-booking.ts";
import * as searchServices from "../../functions/catalog/search-services.ts";
import type { Caller } from "../journeys/local-city.ts";
import type { BodyOf, Call, EndpointModule, Reply } from "../support/invoke.ts";

/** A request with its key, which may be sent any number of times. */
export interface Attempt<Module extends EndpointModule> {
  readonly by: Caller;
  readonly call: Call;
  /** What came back first; nothing when the runtime died before it could say. */
  answer?: Reply<BodyOf<Module>>;
  /** Answers in their order. */
  answeredAs?: number;
}

/** Everything that was asked for, answered or not. */
export interface Requests {
  readonly bookings: Attempt<typeof createBooking>[];
  readonly cancellations: Attempt<typeof cancelBooking>[];
  readonly weeks: Attempt<typeof saveWeekAvailability>[];
}

export interface Teacher {
  readonly caller: Caller;
  readonly instructorServiceId: string;
}

/** An instructor with the offering that a search finds. */
export async function teacherOf(caller: Caller, q: string): Promise<Teacher> {
  const { body } = await caller.call(searchServices, { query: { q } });
  const mine = body.items.find(({ instructor }) => instructor.id === caller.userId);
  return { caller, instructorServiceId: required(mine, `${caller.email} teaches ${q}`).bestMatch.instructorServiceId };
}

/** Students book and cancel, instructors save a week, each without a pause, until the runtime no longer answers. */
export async function workUntilGone(students: readonly Caller[], teachers: readonly Teacher[], requests: Requests): Promise<void> {
  await Promise.all([
    ...students.flatMap((student) => [bookUntilGone(student, teachers, requests), bookUntilGone(student, teachers, requests)]),
    ...students.map((student) => cancelUntilGone(student, requests)),
    ...teachers.map(({ caller }) => saveUntilGone(caller, requests)),
  ]);
}

let answered = 0;

/** Sends an attempt and keeps its answer; says whether there was one. */
export async function send<Module extends EndpointModule>(module: Module, attempt: Attempt<Module>): Promise<boolean> {
  try {
    attempt.answer = await attempt.by.call(module, attempt.call);
    attempt.answeredAs = ++answered;
    return true;
  } catch {
    return false;
  }
}

async function bookUntilGone(student: Caller, teachers: readonly Teacher[], { bookings }: Requests): Promise<void> {
  for (let isThere = true; isThere; ) {
    const { caller, instructorServiceId } = oneOf(teachers);
    const attempt: Attempt<typeof createBooking> = {
      by: student,
      call: {
        headers: { "idempotency-key": freshKey() },
        body: {
          instructorId: caller.userId,
          instructorServiceId,
          date: addDays(today(), 3 + below(7)),
          startTime: formatMinutes(9 * 60 + 30 * below(20)),
          durationMinutes: 60,
          locationType: "online",
        },
      },
    };
    bookings.push(attempt);
    isThere = await send(createBooking, attempt);
  }
}

/** Cancels what the student was told to have, one after the other, leaving every other one alone. */
async function cancelUntilGone(student: Caller, { bookings, cancellations }: Requests): Promise<void> {
  for (let isThere = true; isThere; ) {
    const booked = bookings.find(({ by, answer, call }) => by === student && answer?.status === 201 && !seen.has(call));
    if (booked) seen.add(booked.call);
    if (!booked || below(2) === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      isThere = await answers(student);
      continue;
    }
    const params = { bookingId: required(booked.answer, "it was answered").body.booking.id };
    const attempt = { by: student, call: { params, headers: { "idempotency-key": freshKey() }, body: { reason: "I have a cold." } } };
    cancellations.push(attempt);
    isThere = await send(cancelBooking, attempt);
  }
}

const seen = new Set<Call>();

/** Opens one hour more or less of a week that nobody books in, so that the last save alone says what is there. */
async function saveUntilGone(instructor: Caller, { weeks }: Requests): Promise<void> {
  const weekStart = addDays(mondayOf(today()), 28);
  for (let isThere = true; isThere; ) {
    const windows = [{ startTime: formatMinutes(5 * below(200)), endTime: "22:00", formats: "any" }];
    const body = { weekStart, days: [{ date: addDays(weekStart, below(7)), windows }] };
    const attempt = { by: instructor, call: { query: { override: "true" }, headers: { "idempotency-key": freshKey() }, body } };
    weeks.push(attempt);
    isThere = await send(saveWeekAvailability, attempt);
  }
}

async function answers(caller: Caller): Promise<boolean> {
  return caller.mails().then(
    () => true,
    () => false,
  );
}

function freshKey(): string {
  return newId("evt", instantOf(Date.now()));
}

function today(): LocalDate {
  return localDateAt(instantOf(Date.now()), "America/New_York");
}

function below(most: number): number {
  return Math.floor(Math.random() * most);
}

function oneOf<T>(all: readonly T[]): T {
  return required(all[below(all.length)], "there is something to choose from");
}
