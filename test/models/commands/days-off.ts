import fc from "fast-check";
import { expect } from "vitest";
import { newId } from "../../../core/ids.ts";
import { instantOf } from "../../../core/time.ts";
import * as addBlackoutDate from "../../../functions/availability/add-blackout-date.ts";
import * as deleteBlackoutDate from "../../../functions/availability/delete-blackout-date.ts";
import { callAs } from "../../support/bookings.ts";
import { type Command, expectAnswer, personAt } from "../life.ts";
import { instructorAt, todayOf } from "../model.ts";
import { takenOn } from "../rules/hours.ts";
import { datesFrom, plusDays } from "../wall-clock.ts";
import { instructorIndex } from "./choosing.ts";

/** Some dates become days off, all of them or none. */
export const daysOff: fc.Arbitrary<Command> = fc
  .record({ instructor: instructorIndex, startsIn: fc.constantFrom(-1, 0, 1, 2, 3, 4, 5), days: fc.constantFrom(1, 1, 1, 2, 3) })
  .map(({ instructor: index, startsIn, days }) => ({
    text: `take days off ${JSON.stringify({ instructor: index, startsIn, days })}`,
    run: async (life) => {
      const { model } = life;
      const instructor = instructorAt(model, index);
      const startDate = plusDays(todayOf(model, instructor), startsIn);
      const endDate = plusDays(startDate, days - 1);
      const dates = datesFrom(startDate, endDate);
      const reply = await callAs(personAt(life.instructors, index), addBlackoutDate, { body: { startDate, endDate } });
      if (startsIn < 0) return expectAnswer(reply, "DATE_IN_PAST");
      if (dates.some((date) => instructor.daysOff.has(date))) return expectAnswer(reply, "BLACKOUT_EXISTS");
      expectAnswer(reply, "201");
      expect(reply.body.affectedLessons).toEqual(takenOn(model, index, dates));
      expect(reply.body.items.map(({ date }) => date)).toEqual(dates);
      for (const { date, blackoutId } of reply.body.items) instructor.daysOff.set(date, blackoutId);
    },
  }));

/** A day off ends, a past one too; one that does not exist is not found. */
export const daysOn: fc.Arbitrary<Command> = fc.tuple(instructorIndex, fc.integer({ min: 0, max: 4 })).map(([index, place]) => ({
  text: `end day off ${place} of instructor ${index}`,
  run: async (life) => {
    const { daysOff: theirs } = instructorAt(life.model, index);
    const [date, known] = [...theirs][place] ?? [];
    const blackoutId = known ?? newId("blk", instantOf(life.model.now));
    const reply = await callAs(personAt(life.instructors, index), deleteBlackoutDate, { params: { blackoutId } });
    expectAnswer(reply, date === undefined ? "BLACKOUT_NOT_FOUND" : "204");
    if (date !== undefined) theirs.delete(date);
  },
}));
