import fc from "fast-check";
import { expect } from "vitest";
import * as getInstructorAvailability from "../../../functions/availability/get-instructor-availability.ts";
import * as listUpcomingBookings from "../../../functions/bookings/list-upcoming-bookings.ts";
import { callAs } from "../../support/bookings.ts";
import { invoke } from "../../support/invoke.ts";
import { type Command, expectAnswer, personAt } from "../life.ts";
import { instructorAt, type Model, PLACES, todayOf } from "../model.ts";
import { calendarRefusal } from "../rules/booking-answers.ts";
import { plusDays, timeOf } from "../wall-clock.ts";
import { instructorIndex, studentIndex } from "./choosing.ts";

/** Somebody looks at the lessons to come: the next five that are confirmed. */
export const looksAhead: fc.Arbitrary<Command> = fc
  .oneof(fc.tuple(fc.constant("student" as const), studentIndex), fc.tuple(fc.constant("instructor" as const), instructorIndex))
  .map(([side, index]) => ({
    text: `look at what comes next as ${side} ${index}`,
    run: async ({ model, students, instructors }) => {
      const { body } = await callAs(personAt(side === "student" ? students : instructors, index), listUpcomingBookings);
      expect(body.items.map((item) => item.id)).toEqual(comingUp(model, side, index));
    },
  }));

function comingUp({ now, bookings }: Model, side: "student" | "instructor", index: number) {
  return bookings
    .filter((booking) => booking[side] === index && booking.status === "CONFIRMED" && now < booking.startsAt)
    .toSorted((one, other) => one.startsAt - other.startsAt)
    .slice(0, 5)
    .map((booking) => booking.bookingId);
}

/** A visitor looks at when a lesson can start on a date: exactly when the calendar would have it. */
export const looksAtStarts: fc.Arbitrary<Command> = fc
  .record({
    instructor: instructorIndex,
    daysAhead: fc.constantFrom(0, 1, 1, 2, 3),
    minutes: fc.constantFrom(30, 60, 90),
    place: fc.constantFrom(...PLACES),
  })
  .map(({ instructor: index, daysAhead, minutes, place }) => ({
    text: `look at starts ${JSON.stringify({ instructor: index, daysAhead, minutes, place })}`,
    run: async ({ model, instructors }) => {
      const instructor = instructorAt(model, index);
      const date = plusDays(todayOf(model, instructor), daysAhead);
      const query = { startDate: date, endDate: date, durationMinutes: String(minutes), locationType: place };
      const reply = await invoke(getInstructorAvailability, { params: { instructorId: personAt(instructors, index).userId }, query });
      if (daysAhead > instructor.bookingHorizonDays) return expectAnswer(reply, "BEYOND_HORIZON");
      const quarters = Array.from({ length: 96 }, (_, quarter) => quarter * 15);
      const wish = (from: number) => ({ instructor: index, date, from, to: from + minutes, place });
      const starts = quarters.filter((from) => calendarRefusal(model, wish(from), model.bookings) === undefined);
      expect(reply.body.days).toMatchObject([{ date, isBlackout: instructor.daysOff.has(date), starts: starts.map(timeOf) }]);
    },
  }));
