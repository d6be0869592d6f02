import { describe, expect, it } from "vitest";
import { combineWindows } from "../../core/availability/combine-windows.ts";
import type { OpenWindow } from "../../core/availability/open-hours.ts";
import { parseTime, parseWindow, type WindowInput } from "../../core/availability/parse-window.ts";
import { bitmapText } from "../../core/availability/slot-bitmap-text.ts";
import { addDays, type LocalDate } from "../../core/time.ts";
import vectors from "../vectors/availability-windows.json" with { type: "json" };
import { dateOf, formatsOf, problemOf, windowTexts } from "./calendar-of.ts";

describe("golden windows", () => {
  for (const { name, date, windows, expect: expected } of vectors.cases) {
    it(`AV-2 AV-3 AV-5 AV-6 ${name}`, () => {
      const inputs = windows.map((window: WindowText) => ({ ...window, formats: formatsOf(window.formats) }));
      const days = () => daysOfWindows(dateOf(date), inputs);
      if (expected.code) expect(problemOf(days)).toMatchObject(expected);
      else expect(days()).toEqual(expected.days);
    });
  }
});

it("AV-2 reads every minute of the day and nothing else", () => {
  expect(["00:00", "09:05", "23:59"].map(parseTime)).toEqual([0, 545, 1439]);
  for (const text of ["24:00", "9:00", "09:60", "09:00:00", "09.00", " 09:00", "09:00\n", "٠٩:٠٠", ""])
    expect(parseTime(text)).toBeUndefined();
});

it("AV-2 names both wrong ends of a window at their places", () => {
  const refusal = problemOf(() => parseWindow("2026-06-10", { startTime: "x", endTime: "25:00" }, "/days/0/windows/1"));
  expect(refusal.errors?.map((error) => error.field)).toEqual(["/days/0/windows/1/startTime", "/days/0/windows/1/endTime"]);
});

it("AV-6 a window conflicts with one that is not beside it", () => {
  const windows: OpenWindow[] = [
    { start: 0, end: 100, formats: "any" },
    { start: 10, end: 20, formats: "any" },
    { start: 30, end: 40, formats: "online_only" },
  ];
  expect(problemOf(() => combineWindows("2026-06-10", windows))).toMatchObject({
    code: "WINDOW_OVERLAP",
    details: { window: ["02:30", "03:20"], conflictsWith: ["00:00", "08:20"] },
  });
});

interface WindowText {
  startTime: string;
  endTime: string;
  formats?: string;
}

function daysOfWindows(date: LocalDate, inputs: readonly WindowInput[]) {
  const parsed = inputs.map((input) => parseWindow(date, input));
  const tomorrow = parsed.flatMap((window) => window.overnight ?? []);
  const perDate: [LocalDate, OpenWindow[]][] = [
    [date, parsed.map((window) => window.window)],
    [addDays(date, 1), tomorrow],
  ];
  return perDate
    .filter(([, windows]) => windows.length > 0)
    .map(([each, windows]) => {
      const hours = combineWindows(each, windows);
      return { date: each, windows: windowTexts(hours), bits: bitmapText(hours.open) };
    });
}
