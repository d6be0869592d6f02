import { describe, expect, it } from "vitest";
import { hoursAfter } from "../../core/availability/hours-plan.ts";
import { addTotals, chunkEnd, NO_TOTALS, planRangeChunk, requireApplicableRange } from "../../core/availability/plan-range.ts";
import { planWeekCopy } from "../../core/availability/plan-week-copy.ts";
import { addDays, type LocalDate } from "../../core/time.ts";
import vectors from "../vectors/availability-range.json" with { type: "json" };
import { dateOf, dayOf, daysOf, problemOf, type VectorDay, windowTexts } from "./calendar-of.ts";

describe("golden copies of a week", () => {
  for (const { name, copyWeek, expect: expected, ...vector } of vectors.cases.filter((each) => each.copyWeek)) {
    it(`AVW-13 ${name}`, () => {
      if (expected.code) expect(problemOf(() => copied(vector))).toMatchObject(expected);
      else expectAnswer(copied(vector), expected);
    });
  }
});

describe("golden applications to a range", () => {
  for (const { name, expect: expected, ...vector } of vectors.cases.filter((each) => !each.copyWeek)) {
    it(`AVW-14 ${name}`, () => {
      if (expected.code) expect(problemOf(() => applied(vector))).toMatchObject(expected);
      else expectAnswer(applied(vector), expected);
    });
  }
});

it("AVW-15 a year is 14 chunks, each ending with a week", () => {
  expect(chunksOf(dateOf("2026-03-09"), dateOf("2027-03-09"))).toHaveLength(14);
  expect(chunksOf(dateOf("2026-03-11"), dateOf("2026-04-10"))).toEqual([
    ["2026-03-11", "2026-04-05"],
    ["2026-04-06", "2026-04-10"],
  ]);
});

it("AVW-14 reaches two years ahead and no further", () => {
  expect(problemOf(() => requireApplicableRange(dateOf("2027-06-01"), dateOf("2028-03-05"), dateOf("2026-03-05"))).code).toBe(
    "DATE_TOO_FAR",
  );
  requireApplicableRange(dateOf("2027-06-01"), dateOf("2028-03-04"), dateOf("2026-03-05"));
});

/** Where the vector names the days afterwards it names all of them. */
function expectAnswer(answer: { readonly after: unknown }, expected: { readonly after?: unknown }): void {
  expect(answer).toMatchObject(expected);
  if (expected.after) expect(answer.after).toEqual(expected.after);
}

type Vector = Omit<(typeof vectors.cases)[number], "name" | "expect" | "copyWeek">;

function patternOf(source: Vector["source"]) {
  const named: Readonly<Record<string, VectorDay>> = { ...source };
  return Array.from({ length: 7 }, (_, weekday) => dayOf(addDays("2026-03-02", weekday), named[weekday]));
}

function currentOf(current: Vector["current"]): Readonly<Record<string, VectorDay>> {
  return { ...current };
}

function copied({ source, fromWeekStart = "", toWeekStart = "", current, today }: Vector) {
  const target = [...daysOf(toWeekStart, addDays(dateOf(toWeekStart), 6), currentOf(current)).values()];
  const plan = planWeekCopy({
    fromWeekStart: dateOf(fromWeekStart),
    toWeekStart: dateOf(toWeekStart),
    source: patternOf(source),
    target,
    today: dateOf(today),
  });
  const after = hoursAfter(target, plan).map((hours, weekday) => [addDays(dateOf(toWeekStart), weekday), windowTexts(hours)] as const);
  return { ...plan, daysWritten: plan.updates.length, after: Object.fromEntries(after.filter(([, windows]) => windows.length > 0)) };
}

function applied({ source, startDate = "", endDate = "", current, today }: Vector) {
  const pattern = patternOf(source);
  requireApplicableRange(dateOf(startDate), dateOf(endDate), dateOf(today));
  const stored = daysOf(startDate, endDate, currentOf(current));
  let totals = NO_TOTALS;
  const writtenDates: LocalDate[] = [];
  const after: Record<string, unknown> = {};
  for (const [first, last] of chunksOf(dateOf(startDate), dateOf(endDate))) {
    const days = [...stored.values()].filter((day) => day.date >= first && day.date <= last);
    const plan = planRangeChunk({ pattern, days, today: dateOf(today) });
    totals = addTotals(totals, plan.totals);
    writtenDates.push(...plan.updates.map((update) => update.date));
    for (const [index, hours] of hoursAfter(days, plan).entries()) {
      const date = days[index]?.date;
      if (date && windowTexts(hours).length > 0) after[date] = windowTexts(hours);
    }
  }
  const ends = { firstWritten: writtenDates[0], lastWritten: writtenDates.at(-1), writtenCount: writtenDates.length };
  return { ...totals, ...ends, writtenDates, emptySource: pattern.every((day) => windowTexts(day).length === 0), after };
}

function chunksOf(startDate: LocalDate, endDate: LocalDate): [LocalDate, LocalDate][] {
  const chunks: [LocalDate, LocalDate][] = [];
  for (let next = startDate; next <= endDate; ) {
    const last = chunkEnd(next, endDate);
    chunks.push([next, last]);
    next = addDays(last, 1);
  }
  return chunks;
}
