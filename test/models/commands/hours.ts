import fc from "fast-check";
import { expect } from "vitest";
import type { LocalDate } from "../../../core/time.ts";
import * as copyWeekAvailability from "../../../functions/availability/copy-week-availability.ts";
import * as saveWeekAvailability from "../../../functions/availability/save-week-availability.ts";
import { callAs } from "../../support/bookings.ts";
import { type Command, expectAnswer, type Life, personAt } from "../life.ts";
import { instructorAt, todayOf } from "../model.ts";
import { linesOfWeek, rewrite, spread, uncoveredOn, type WeekWindow, weekOfWindows } from "../rules/hours.ts";
import { CLOSED } from "../rules/lines.ts";
import { mondayBefore, plusDays, timeOf, weekOf } from "../wall-clock.ts";
import { instructorIndex } from "./choosing.ts";

const PAST_DAYS_EDITED = 30;

const window = fc.record({
  weekday: fc.integer({ min: 0, max: 6 }),
  from: fc.constantFrom(0, 0, 7, 8, 9, 10, 12, 18).map((hour) => hour * 60),
  hours: fc.constantFrom(2.5, 6, 10, 12, 17),
  formats: fc.constantFrom("any" as const, "any" as const, "any" as const, "no_travel" as const, "online_only" as const),
});
const windows = fc
  .array(window, { minLength: 5, maxLength: 12 })
  .map((all) => all.map(({ hours, ...rest }): WeekWindow => ({ ...rest, to: rest.from + hours * 60 })).filter(({ to }) => to <= 1_620));

/** How an editor saves: over whatever is there, or only over the week as it was last seen. */
export interface WeekSave {
  readonly instructor: number;
  readonly weeksAhead: number;
  readonly windows: readonly WeekWindow[];
  readonly clearExisting: boolean;
  readonly isOverride: boolean;
}

const weekSave: fc.Arbitrary<WeekSave> = fc.record({
  instructor: instructorIndex,
  weeksAhead: fc.constantFrom(-5, -1, 0, 0, 0, 1, 1, 2),
  windows,
  clearExisting: fc.boolean(),
  isOverride: fc.constantFrom(true, true, false),
});

export const weekSaves: fc.Arbitrary<Command> = weekSave.map((save) => ({
  text: `save a week ${JSON.stringify(save)}`,
  run: (life) => saveWeek(life, save),
}));

export async function saveWeek(life: Life, save: WeekSave): Promise<void> {
  const { model } = life;
  const instructor = instructorAt(model, save.instructor);
  const { seen } = instructor;
  if (!save.isOverride && seen === undefined) return;
  const monday =
    save.isOverride || seen === undefined ? plusDays(mondayBefore(todayOf(model, instructor)), save.weeksAhead * 7) : seen.monday;
  const before = linesOfWeek(instructor, monday);
  const week = weekOfWindows(before, save.windows, save.clearExisting);
  const isStale = !save.isOverride && seen?.lines.join() !== before.join();

  const reply = await callAs(personAt(life.instructors, save.instructor), saveWeekAvailability, {
    ...(save.isOverride ? { query: { override: "true" } } : { headers: { "if-match": seen?.etag ?? "" } }),
    body: { weekStart: monday, days: daysOf(monday, save.windows), clearExisting: save.clearExisting },
  });
  if (typeof week === "string") return expectAnswer(reply, week);
  if (isStale) return expectAnswer(reply, "PRECONDITION_FAILED");
  expectAnswer(reply, "200");
  const dates = weekOf(monday);
  const { written, skipped } = rewrite(instructor, spread(week, dates), plusDays(todayOf(model, instructor), -PAST_DAYS_EDITED));
  expect(reply.body).toMatchObject({ editedDates: written, skippedDates: skipped, daysWritten: written.length });
  expect(reply.body.uncoveredLessons).toEqual(uncoveredOn(model, save.instructor, dates));
  instructor.seen = { monday, etag: reply.headers.etag ?? "", lines: linesOfWeek(instructor, monday) };
}

function daysOf(monday: LocalDate, all: readonly WeekWindow[]) {
  return [...Map.groupBy(all, ({ weekday }) => weekday)].map(([weekday, theirs]) => ({
    date: plusDays(monday, weekday),
    windows: theirs.map(({ from, to, formats }) => ({ startTime: timeOf(from), endTime: timeOf(to > 1_440 ? to - 1_440 : to), formats })),
  }));
}

/** One week is given the hours of another. */
export const weekCopies: fc.Arbitrary<Command> = fc
  .record({ instructor: instructorIndex, from: fc.constantFrom(-1, 0, 0, 1, 1, 2), to: fc.constantFrom(-1, 0, 0, 1, 1, 2, 3) })
  .map((copy) => ({
    text: `copy a week ${JSON.stringify(copy)}`,
    run: async (life) => {
      const { model } = life;
      const instructor = instructorAt(model, copy.instructor);
      const today = todayOf(model, instructor);
      const [fromWeekStart, toWeekStart] = [copy.from, copy.to].map((weeks) => plusDays(mondayBefore(today), weeks * 7)) as [
        LocalDate,
        LocalDate,
      ];
      const source = linesOfWeek(instructor, fromWeekStart);
      const call = { body: { fromWeekStart, toWeekStart } };
      const reply = await callAs(personAt(life.instructors, copy.instructor), copyWeekAvailability, call);
      expectAnswer(reply, copy.from === copy.to ? "SAME_WEEK" : "200");
      if (reply.status !== 200) return;
      const emptySource = source.every((line) => line === CLOSED);
      const wanted = spread(source, emptySource ? [] : weekOf(toWeekStart));
      const { written, skipped } = rewrite(instructor, wanted, today);
      expect(reply.body).toMatchObject({ emptySource, daysWritten: written.length, skippedDates: skipped });
      expect(reply.body.uncoveredLessons).toEqual(uncoveredOn(model, copy.instructor, weekOf(toWeekStart)));
    },
  }));
