import fc from "fast-check";
import { type Command, passTo } from "../life.ts";
import { type Model, type ModelBooking, takesTime, todayOf } from "../model.ts";
import { momentsAt, plusDays } from "../wall-clock.ts";
import { lessonText } from "./choosing.ts";

const QUARTER_MS = 900_000;
const HOUR_MS = 4 * QUARTER_MS;

/** Time passes to a full quarter of an hour, where lessons start. */
export const waits: fc.Arbitrary<Command> = fc.constantFrom(1, 2, 4, 7, 16, 30).map((quarters) => ({
  text: `wait ${quarters} quarters of an hour`,
  run: async (life) => passTo(life, (Math.floor(life.model.now / QUARTER_MS) + quarters) * QUARTER_MS),
}));

/** Time passes exactly to one of the next moments at which rules change, or a millisecond less or more. */
export const waitsForBoundary: fc.Arbitrary<Command> = fc
  .record({ place: fc.integer({ min: 0, max: 6 }), milliseconds: fc.constantFrom(0, 0, 0, -1, 1) })
  .map(({ place, milliseconds }) => ({
    text: `wait for boundary ${place} of the next hours${milliseconds === 0 ? "" : ` and ${milliseconds} ms`}`,
    run: async (life) => {
      const next = boundariesAhead(life.model);
      const found = next[place % Math.max(1, next.length)];
      if (found === undefined) return;
      life.aside = found.text;
      passTo(life, found.moment + milliseconds);
      life.model.focus = found.booking;
    },
  }));

interface Boundary {
  readonly moment: number;
  readonly text: string;
  readonly booking?: ModelBooking;
}

const AHEAD_MS = 30 * HOUR_MS;

function boundariesAhead(model: Model): Boundary[] {
  const all = [...model.bookings.flatMap((booking) => boundariesOf(model, booking)), ...hoursOfProtection(model)];
  const ahead = all.filter(({ moment }) => moment > model.now + 1 && moment <= model.now + AHEAD_MS);
  return ahead.toSorted((one, other) => one.moment - other.moment);
}

/** The moments at which the rules for a booking change. */
function boundariesOf(model: Model, booking: ModelBooking): Boundary[] {
  const { status, createdAt, startsAt, endsAt, report } = booking;
  const isConfirmed = status === "CONFIRMED" || status === "COMPLETED";
  const moments: readonly (readonly [text: string, moment: number, isMet: boolean])[] = [
    ["the deadline of the payment", createdAt + HOUR_MS / 2, status === "PENDING"],
    ["24 hours before the start", startsAt - 24 * HOUR_MS, takesTime(booking)],
    ["12 hours before the start", startsAt - 12 * HOUR_MS, takesTime(booking)],
    ["1 hour before the start", startsAt - HOUR_MS, isConfirmed],
    ["the start", startsAt, takesTime(booking)],
    ["the end", endsAt, isConfirmed],
    ["24 hours after the end", endsAt + 24 * HOUR_MS, isConfirmed],
    ["24 hours after the report", (report?.at ?? 0) + 24 * HOUR_MS, report?.isOpen === true],
  ];
  const met = moments.filter(([, , isMet]) => isMet);
  return met.map(([text, moment]) => ({ moment, booking, text: `${text} of ${lessonText(model, booking)}` }));
}

/** The hours at which nights begin and end to be protected, on every wall. */
function hoursOfProtection(model: Model): Boundary[] {
  return model.instructors.flatMap((instructor, index) => {
    const dates = [0, 1].map((days) => plusDays(todayOf(model, instructor), days));
    const moments = dates.flatMap((date) => [9, 11, 20].flatMap((hour) => momentsAt(instructor.zone, date, hour * 60)));
    return moments.map((moment) => ({ moment, text: `an hour of protection with instructor ${index}` }));
  });
}
