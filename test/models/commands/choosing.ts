import fc from "fast-check";
import type { Side } from "../../../core/bookings/booking.ts";
import type { SignedIn } from "../../support/people.ts";
import { type Command, type Life, personAt } from "../life.ts";
import { type Model, type ModelBooking, takesTime } from "../model.ts";
import { timeOf } from "../wall-clock.ts";

/** Which of the instructors, which of the students. */
export const instructorIndex = fc.constantFrom(0, 1, 2);
export const studentIndex = fc.constantFrom(0, 1, 2, 3);

/** The bookings that are worth trying something with; where there are none, any may be tried. */
const POOLS = {
  booking: () => true,
  "standing lesson": takesTime,
  "lesson ahead": ({ status, startsAt }, { now }) => status === "CONFIRMED" && now < startsAt,
  "unpaid booking": ({ status }) => status === "PENDING",
  "lesson begun": (booking, { now }) => takesTime(booking) && booking.startsAt <= now,
  "reported lesson": ({ report }) => report !== undefined,
  "lesson with an open report": ({ report }) => report?.isOpen === true,
  "lesson with an open dispute": ({ dispute }) => dispute?.isOpen === true,
} as const satisfies Record<string, (booking: ModelBooking, model: Model) => boolean>;

type Pool = keyof typeof POOLS;

/** The booking at one of whose boundaries the time has stopped, or one of a pool by its place among those that are nearest to now. */
export interface SomeBooking {
  readonly isAtBoundary: boolean;
  readonly pool: Pool;
  readonly nearest: number;
}

export function someOf(...pools: readonly Pool[]): fc.Arbitrary<SomeBooking> {
  return fc.record({ isAtBoundary: fc.boolean(), pool: fc.constantFrom(...pools), nearest: fc.integer({ min: 0, max: 4 }) });
}

/** Mostly one of the two people of a lesson, sometimes somebody who has no part in it. */
export type Caller = { readonly side: Side; readonly isStranger: boolean };

export function callerOn(side: Side): fc.Arbitrary<Caller> {
  return fc.constantFrom(false, false, false, false, false, false, false, true).map((isStranger) => ({ side, isStranger }));
}

export const anyCaller = fc.oneof(callerOn("student"), callerOn("instructor"));

export function callerOf({ students, instructors }: Life, booking: ModelBooking, { side, isStranger }: Caller): SignedIn {
  const [people, index] = side === "student" ? [students, booking.student] : [instructors, booking.instructor];
  return personAt(people, (index + (isStranger ? 1 : 0)) % people.length);
}

/** What somebody who has no part in a lesson is answered, whatever the lesson is. */
export function orNotFound({ isStranger }: Caller, answer: string): string {
  return isStranger ? "BOOKING_NOT_FOUND" : answer;
}

/** Something that happens to one of the bookings there are; nothing while there is none. */
export function onBooking(text: string, which: SomeBooking, run: (life: Life, booking: ModelBooking) => Promise<void>): Command {
  return {
    text,
    run: async (life) => {
      const booking = (which.isAtBoundary && life.model.focus) || nearestBooking(life.model, which);
      if (booking === undefined) return;
      life.aside = lessonText(life.model, booking);
      await run(life, booking);
    },
  };
}

export function lessonText({ bookings }: Model, booking: ModelBooking): string {
  return `booking ${bookings.indexOf(booking)} of ${booking.date} ${timeOf(booking.from)}, ${booking.status}`;
}

function nearestBooking(model: Model, { pool, nearest }: SomeBooking): ModelBooking | undefined {
  const { now, bookings } = model;
  const isIn: (booking: ModelBooking, model: Model) => boolean = POOLS[pool];
  const inPool = bookings.filter((booking) => isIn(booking, model));
  const found = (inPool.length > 0 ? inPool : bookings).toSorted(
    (one, other) => Math.abs(one.startsAt - now) - Math.abs(other.startsAt - now),
  );
  return found[nearest % Math.max(1, found.length)];
}
