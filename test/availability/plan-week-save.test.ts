import { describe, expect, it } from "vitest";
import { hoursAfter } from "../../core/availability/hours-plan.ts";
import { planWeekSave, type WeekSave } from "../../core/availability/plan-week-save.ts";
import { reviewWeekSave } from "../../core/availability/review-week-save.ts";
import type { DayInput } from "../../core/availability/week-hours.ts";
import { weekVersion } from "../../core/availability/week-version.ts";
import { addDays, mondayOf } from "../../core/time.ts";
import vectors from "../vectors/availability-week-save.json" with { type: "json" };
import versions from "../vectors/availability-week-version.json" with { type: "json" };
import { bitsText, dateOf, daysOf, formatsOf, pairs, problemOf, type VectorDay, windowTexts } from "./calendar-of.ts";

describe("golden week versions", () => {
  for (const { name, weekStart, days, expect: expected } of versions.cases) {
    it(`AVW-3 ${name}`, () => expect(weekVersion(dateOf(weekStart), weekOf(weekStart, days))).toBe(expected.version));
  }
});

describe("golden week saves", () => {
  for (const { name, expect: expected, current, days, ...vector } of vectors.cases) {
    it(`AVW-1 AVW-2 AVW-6 AVW-7 AVW-9 AVW-10 AVW-11 AV-5 AV-9 ${name}`, () => {
      const save = {
        ...vector,
        weekStart: dateOf(vector.weekStart),
        today: dateOf(vector.today),
        days: days.map(dayInput),
        week: weekOf(vector.weekStart, current),
      };
      if (expected.code) expect(problemOf(() => planWeekSave(save))).toMatchObject(expected);
      else expect(answerOf(save)).toEqual(expected);
    });
  }
});

describe("a save of a week", () => {
  it("AVW-2 reaches a Monday two years ahead and no further", () => {
    const far = mondayOf(addDays("2026-03-10", 730));
    expect(planWeekSave(saveOf({ weekStart: far, week: weekOf(far, {}), days: [] })).updates).toEqual([]);
    const farther = addDays(far, 7);
    expect(problemOf(() => planWeekSave(saveOf({ weekStart: farther, week: weekOf(farther, {}), days: [] }))).code).toBe("DATE_TOO_FAR");
  });

  it("AVW-5 asks for the week, then the dates as sent, then the times by date, then the overlaps by date", () => {
    const overlapping = {
      date: WEDNESDAY,
      windows: [window("09:00", "11:00"), { ...window("10:00", "12:00"), formats: "online_only" as const }],
    };
    const unaligned = { date: FRIDAY, windows: [window("09:02", "10:00")] };
    const empty = { date: WEDNESDAY, windows: [window("09:00", "09:00")] };
    const outside = { date: dateOf("2026-03-20"), windows: [] };
    const code = (days: DayInput[], weekStart = MONDAY) => problemOf(() => planWeekSave(saveOf({ weekStart, days }))).code;
    expect(code([outside, unaligned, overlapping], WEDNESDAY)).toBe("WEEK_START_NOT_MONDAY");
    expect(code([unaligned, outside, overlapping])).toBe("DATE_OUTSIDE_WEEK");
    expect(code([unaligned, unaligned, outside])).toBe("DUPLICATE_DATE");
    expect(code([unaligned, overlapping])).toBe("TIME_NOT_ALIGNED");
    expect(code([unaligned, empty])).toBe("EMPTY_WINDOW");
    expect(code([overlapping])).toBe("WINDOW_OVERLAP");
  });

  it("AVW-8 writes each changed day on its revision and checks the revisions of the others", () => {
    const plan = planWeekSave(saveOf({ week: weekOf(MONDAY, { [WEDNESDAY]: { revision: 4 }, [FRIDAY]: { revision: 9 } }) }));
    expect(plan.updates).toMatchObject([{ date: WEDNESDAY, ifRevision: 4, revision: 5 }]);
    expect(plan.updates[0]).not.toHaveProperty("busy");
    expect(plan.checks).toHaveLength(6);
    expect(plan.checks).toContainEqual({ date: FRIDAY, revision: 9 });
  });

  it("AV-1 AVW-6 takes bitmaps as well as windows, and refuses what is not one", () => {
    const bits = { date: WEDNESDAY, bits: bitsText([["09:00", "12:00"]]), onlineOnly: bitsText([["11:00", "13:00"]]) };
    const plan = planWeekSave(saveOf({ days: [bits] }));
    expect(plan.updates.flatMap(windowTexts)).toEqual([
      { startTime: "09:00", endTime: "11:00", formats: "any" },
      { startTime: "11:00", endTime: "12:00", formats: "online_only" },
    ]);
    const refusal = problemOf(() => planWeekSave(saveOf({ days: [{ ...bits, bits: "AAAA", noTravel: "" }] })));
    expect(refusal.errors?.map((error) => error.field)).toEqual(["/days/0/bits", "/days/0/noTravel"]);
  });

  it("AV-5 a night before with other formats than the hours it runs into is an overlap", () => {
    const week = weekOf(MONDAY, { "2026-03-12": { open: [["00:00", "02:00", "online_only"]] } });
    const days = [{ date: WEDNESDAY, windows: [window("22:00", "01:00")] }];
    expect(problemOf(() => planWeekSave(saveOf({ week, days, clearExisting: false }))).code).toBe("WINDOW_OVERLAP");
    expect(planWeekSave(saveOf({ week, days })).updates).toHaveLength(2);
  });
});

describe("a review of a planned save", () => {
  it("AVW-12 counts what the save would do and warns of what an editor may not expect", () => {
    const week = weekOf(MONDAY, { [WEDNESDAY]: { open: [["08:00", "10:00"]], lessons: [["08:00", "09:00", "online"]], blackout: true } });
    expect(reviewWeekSave(saveOf({ week }), "another version")).toMatchObject({
      valid: true,
      currentVersion: weekVersion(MONDAY, week),
      days: [{ date: WEDNESDAY }],
      windowsCreated: 1,
      windowsDeleted: 1,
      errors: [],
      warnings: [
        { code: "VERSION_CHANGED", dates: [] },
        { code: "LESSONS_UNCOVERED", dates: [WEDNESDAY] },
        { code: "BLACKOUT_ON_DATE", dates: [WEDNESDAY] },
      ],
    });
  });

  it("AVW-12 says which dates are too long ago", () => {
    const review = reviewWeekSave(saveOf({ today: dateOf("2026-05-10") }));
    expect(review).toMatchObject({
      valid: true,
      days: [],
      skippedDates: [WEDNESDAY],
      warnings: [{ code: "PAST_DATES_SKIPPED", dates: [WEDNESDAY] }],
    });
  });

  it("AVW-12 answers the error that the save would answer", () => {
    expect(reviewWeekSave(saveOf({ days: [{ date: WEDNESDAY, windows: [window("09:02", "10:00")] }] }))).toMatchObject({
      valid: false,
      days: [],
      errors: [{ code: "TIME_NOT_ALIGNED", details: { date: WEDNESDAY } }],
    });
  });
});

const MONDAY = dateOf("2026-03-09");
const WEDNESDAY = dateOf("2026-03-11");
const FRIDAY = dateOf("2026-03-13");

function saveOf(given: Partial<WeekSave>): WeekSave {
  return {
    weekStart: MONDAY,
    week: weekOf(MONDAY, {}),
    days: [{ date: WEDNESDAY, windows: [window("09:00", "12:00")] }],
    clearExisting: true,
    today: dateOf("2026-03-10"),
    pastEditDays: 30,
    ...given,
  };
}

function window(startTime: string, endTime: string) {
  return { startTime, endTime };
}

function weekOf(weekStart: string, days: Readonly<Record<string, VectorDay | undefined>>) {
  return [...daysOf(weekStart, addDays(dateOf(weekStart), 6), days).values()];
}

interface DayText {
  readonly date: string;
  readonly windows: readonly { readonly startTime: string; readonly endTime: string; readonly formats?: string }[];
}

function dayInput({ date, windows }: DayText): DayInput {
  return { date: dateOf(date), windows: windows.map((each) => ({ ...each, formats: formatsOf(each.formats) })) };
}

/** The plan in the words of the vectors. */
function answerOf(save: WeekSave) {
  const plan = planWeekSave(save);
  const after = hoursAfter(save.week, plan).map((hours, weekday) => [addDays(save.weekStart, weekday), windowTexts(hours)] as const);
  const { version, weeksAffected, windowsCreated, windowsDeleted, skippedDates, uncoveredLessons } = plan;
  return {
    version,
    daysWritten: plan.updates.length,
    weeksAffected,
    windowsCreated,
    windowsDeleted,
    editedDates: plan.updates.map((update) => update.date),
    skippedDates,
    uncoveredLessons,
    changes: plan.changes.map((change) => ({ ...change, added: pairs(change.added), removed: pairs(change.removed) })),
    after: Object.fromEntries(after.filter(([, windows]) => windows.length > 0)),
  };
}
