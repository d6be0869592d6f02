import { describe, expect, it } from "vitest";
import { blackoutDates, planBlackouts } from "../../core/availability/plan-blackouts.ts";
import vectors from "../vectors/availability-blackouts.json" with { type: "json" };
import { dateOf, dayOf, problemOf, type VectorDay } from "./calendar-of.ts";

describe("golden days off", () => {
  for (const { name, startDate, endDate, existing, today, days, expect: expected } of vectors.cases) {
    it(`BLK-1 BLK-2 BLK-4 ${name}`, () => {
      const stored: Readonly<Record<string, VectorDay>> = { ...days };
      const add = () => {
        const dates = blackoutDates(dateOf(startDate), dateOf(endDate), dateOf(today));
        const read = dates.map((date) => dayOf(date, { ...stored[date], blackout: existing.some((each) => each === date) }));
        const plan = planBlackouts(read);
        return { created: plan.days.map((day) => day.date), affectedLessons: plan.affectedLessons };
      };
      if (expected.code) expect(problemOf(add)).toMatchObject(expected);
      else expect(add()).toEqual(expected);
    });
  }
});

it("BLK-1 reaches two years ahead and no further", () => {
  expect(problemOf(() => blackoutDates(dateOf("2028-06-01"), dateOf("2028-06-10"), dateOf("2026-06-10"))).code).toBe("DATE_TOO_FAR");
  expect(blackoutDates(dateOf("2028-06-01"), dateOf("2028-06-09"), dateOf("2026-06-10"))).toHaveLength(9);
});
