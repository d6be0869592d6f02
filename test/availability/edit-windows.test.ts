import { describe, expect, it } from "vitest";
import type { CalendarDays } from "../../core/availability/availability-day.ts";
import { addWindow, removeWindow, updateWindow } from "../../core/availability/edit-window.ts";
import { editWindows, touchedDates, type WindowOperation } from "../../core/availability/edit-windows.ts";
import { hoursAfter, planHours } from "../../core/availability/hours-plan.ts";
import { parseWindowId } from "../../core/availability/window-id.ts";
import { addDays, localDateAt, localTimeAt } from "../../core/time.ts";
import vectors from "../vectors/availability-window-ops.json" with { type: "json" };
import { dateOf, daysOf, instantFrom, problemOf, timeOf, type VectorDay, windowTexts } from "./calendar-of.ts";

describe("golden window operations", () => {
  for (const { name, now, days, operations, expect: expected } of vectors.cases) {
    it(`AVW-19 AVW-20 AVW-21 AVW-22 ${name}`, () => {
      const clock = { today: localDateAt(instantFrom(now), ZONE), time: localTimeAt(instantFrom(now), ZONE) };
      const asked = operations.map(operationOf);
      const touched = touchedDates(asked);
      const stored = [...daysOf("2026-06-01", "2026-06-30", { ...days }).values()].filter((day) => touched.includes(day.date));
      const { hours, results } = editWindows(new Map(stored.map((day) => [day.date, day])), asked, clock);
      const plan = planHours({ days: stored, wanted: hours, firstWritable: clock.today, today: clock.today });
      const editedDates = plan.updates.map((update) => update.date);
      const after = hoursAfter(stored, plan).map((each, index) => [stored[index]?.date ?? "", windowTexts(each)] as const);
      expect({
        successful: results.filter((result) => result.status === "success").length,
        failed: results.filter((result) => result.status === "failed").length,
        skipped: results.filter((result) => result.status === "skipped").length,
        results,
        editedDates,
        uncoveredLessons: plan.uncoveredLessons,
        after: Object.fromEntries(after.filter(([date]) => editedDates.some((edited) => edited === date))),
      }).toEqual(expected);
    });
  }
});

describe("a single window", () => {
  it("AVW-20 already open in the same formats is a conflict of its own", () => {
    expect(problemOf(() => addWindow(openDays(), { date: TOMORROW, startTime: "09:00", endTime: "10:00" }, CLOCK)).code).toBe(
      "WINDOW_EXISTS",
    );
    const restricted = { date: TOMORROW, startTime: "09:00", endTime: "10:00", formats: "online_only" } as const;
    expect(problemOf(() => addWindow(openDays(), restricted, CLOCK))).toMatchObject({
      code: "WINDOW_OVERLAP",
      details: { window: ["09:00", "10:00"], conflictsWith: ["09:00", "12:00"] },
    });
  });

  it("AVW-20 cannot be added more than two years ahead", () => {
    const date = addDays(CLOCK.today, 731);
    expect(problemOf(() => addWindow(new Map(), { date, startTime: "09:00", endTime: "10:00" }, CLOCK)).code).toBe("DATE_TOO_FAR");
  });

  it("AVW-20 may begin today and end after midnight, however late it is", () => {
    const late = { ...CLOCK, time: timeOf("23:50") };
    expect(addWindow(openDays(), { date: CLOCK.today, startTime: "23:00", endTime: "01:00" }, late).windowIds).toEqual([
      "2026-06-10_2300_2400",
      "2026-06-11_0000_0100",
    ]);
  });

  it("AVW-21 may be changed to go over midnight", () => {
    const edit = updateWindow(openDays(), "2026-06-11_0900_1200", { startTime: "22:00", endTime: "02:00" }, CLOCK);
    expect(edit.windowIds).toEqual(["2026-06-11_2200_2400", "2026-06-12_0000_0200"]);
  });

  it("AVW-21 of a date before today is not edited", () => {
    expect(problemOf(() => removeWindow(openDays(), "2026-06-09_0900_1200", CLOCK)).code).toBe("DATE_IN_PAST");
    expect(problemOf(() => updateWindow(openDays(), "2026-06-09_0900_1200", { endTime: "13:00" }, CLOCK)).code).toBe("DATE_IN_PAST");
  });

  it("AVW-19 is found by exactly its own id", () => {
    for (const id of ["2026-06-11_0900_1100", "2026-06-11_0900", "2026-02-30_0900_1200", "nonsense", ""]) {
      expect(problemOf(() => removeWindow(openDays(), id, CLOCK)).code).toBe("WINDOW_NOT_FOUND");
    }
    expect(parseWindowId("2026-06-11_0900_2400")).toEqual({ date: "2026-06-11", startTime: "09:00", endTime: "24:00" });
  });
});

describe("many operations", () => {
  it("AVW-22 touch at most 31 dates", () => {
    const adds = Array.from({ length: 31 }, (_, index) => ({ ...ADD, date: addDays(CLOCK.today, index) }));
    expect(touchedDates(adds)).toHaveLength(31);
    const overnight = { ...ADD, date: addDays(CLOCK.today, 30), endTime: "02:00" };
    expect(problemOf(() => touchedDates([...adds, overnight])).code).toBe("TOO_MANY_DATES");
  });

  it("AVW-22 name the dates to be read, also the next when a changed window goes over midnight", () => {
    expect(touchedDates([{ action: "update", windowId: "2026-06-11_0900_1200", endTime: "01:00" }])).toEqual(["2026-06-11", "2026-06-12"]);
    expect(touchedDates([{ action: "remove", windowId: "2026-06-11_0900_2400", date: dateOf("2026-07-01") }])).toEqual(["2026-06-11"]);
    expect(touchedDates([{ action: "remove", windowId: "nonsense" }, { action: "add" }])).toEqual([]);
    const named = {
      action: "add",
      windowId: "2026-06-11_0900_1200",
      date: dateOf("2026-07-01"),
      startTime: "09:00",
      endTime: "10:00",
    } as const;
    expect(touchedDates([named])).toEqual(["2026-07-01"]);
  });

  it("AVW-22 a window is not moved to another date, nor removed by times that go over midnight", () => {
    const { results } = editWindows(
      openDays(),
      [
        { action: "update", windowId: "2026-06-11_0900_1200", date: dateOf("2026-06-12") },
        { action: "remove", date: TOMORROW, startTime: "09:00", endTime: "02:00" },
      ],
      CLOCK,
    );
    expect(results.map((result) => result.code)).toEqual(["VALIDATION_FAILED", "WINDOW_NOT_FOUND"]);
  });
});

const ZONE = "America/New_York";
const CLOCK = { today: dateOf("2026-06-10"), time: timeOf("11:02") };
const TOMORROW = dateOf("2026-06-11");
const ADD = { action: "add", startTime: "09:00", endTime: "10:00" } as const;

function openDays(): CalendarDays {
  const morning: VectorDay = { open: [["09:00", "12:00"]] };
  return daysOf("2026-06-09", "2026-06-12", { "2026-06-09": morning, "2026-06-11": morning });
}

/** Operations of the vectors are JSON; their actions, dates and formats have lost their types. */
function operationOf(text: Readonly<Record<string, unknown>>): WindowOperation {
  return text as unknown as WindowOperation;
}
