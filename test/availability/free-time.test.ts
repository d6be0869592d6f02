import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatClassOf } from "../../core/availability/format-class.ts";
import { blockedTime, freeTime, netBits } from "../../core/availability/free-time.ts";
import { planHours } from "../../core/availability/hours-plan.ts";
import { formatBits, hoursFromBits, windowsOf } from "../../core/availability/open-hours.ts";
import { fromRanges, noSlots, SLOTS_PER_DAY, setRange } from "../../core/availability/slot-bitmap.ts";
import { bitmapText } from "../../core/availability/slot-bitmap-text.ts";
import vectors from "../vectors/availability-free.json" with { type: "json" };
import { aroundOf, bitsOf, dayOf, locationOf, problemOf, settingsOf, timesOf } from "./calendar-of.ts";

describe("golden free time", () => {
  for (const { name, locationType, settings, expect: expected, ...vector } of vectors.cases) {
    it(`AV-13 AV-25 AV-26 AV-30 AV-32 ${name}`, () => {
      const free = freeTime(aroundOf(vector), settingsOf(settings), formatClassOf(locationOf(locationType)));
      expect(timesOf(free)).toEqual(expected.free);
      expect(bitmapText(free)).toBe(expected.bits);
    });
  }
});

it("AV-25 a lesson is online, at the instructor's or one to travel to", () => {
  expect((["online", "instructor_location", "student_location", "neutral_location"] as const).map(formatClassOf)).toEqual([
    "online",
    "studio",
    "travel",
    "travel",
  ]);
});

it("AV-26 each class sees the slots opened for it", () => {
  const hours = dayOf("2026-06-10", {
    open: [
      ["09:00", "10:00"],
      ["10:00", "11:00", "no_travel"],
      ["11:00", "12:00", "online_only"],
    ],
  });
  expect(timesOf(formatBits(hours, "online"))).toEqual([["09:00", "12:00"]]);
  expect(timesOf(formatBits(hours, "studio"))).toEqual([["09:00", "11:00"]]);
  expect(timesOf(formatBits(hours, "travel"))).toEqual([["09:00", "10:00"]]);
  expect(windowsOf(hours).map((window) => window.formats)).toEqual(["any", "no_travel", "online_only"]);
});

it("AV-27 formats of closed slots are dropped, two formats for one slot are refused", () => {
  const open = bitsOf([["09:00", "12:00"]]);
  const hours = hoursFromBits(open, bitsOf([["11:00", "13:00"]]), bitsOf([["08:00", "10:00"]]));
  expect(timesOf(hours.onlineOnly)).toEqual([["11:00", "12:00"]]);
  expect(timesOf(hours.noTravel)).toEqual([["09:00", "10:00"]]);
  expect(problemOf(() => hoursFromBits(open, open, bitsOf([["09:00", "09:05"]]))).code).toBe("VALIDATION_FAILED");
});

it("AV-30 a lesson fits exactly when its gap to every other lesson is the buffer or more", () => {
  fc.assert(
    fc.property(
      lessons,
      settings,
      fc.constantFrom("online", "studio", "travel"),
      fc.integer({ min: 0, max: 284 }),
      (taken, chosen, formatClass, start) => {
        const [prev, day, next] = [-SLOTS_PER_DAY, 0, SLOTS_PER_DAY].map((offset) => {
          const here = taken.map((lesson) => ({ ...lesson, start: lesson.start - offset, end: lesson.end - offset }));
          const travel = here.filter((lesson) => lesson.travels);
          return { ...dayOf("2026-06-10"), busy: fromRanges(here), busyTravel: fromRanges(travel) };
        });
        if (!prev || !day || !next) throw new Error("three days");
        const gapIn = (lesson: { start: number; end: number; travels: boolean }) => {
          const buffer = lesson.travels || formatClass === "travel" ? chosen.travelBufferMinutes : chosen.bufferMinutes;
          return start + 1 + buffer / 5 <= lesson.start || lesson.end + buffer / 5 <= start;
        };
        const blocked = blockedTime({ prev, day, next }, settingsOf(chosen), formatClass);
        expect(((blocked[start >> 3] ?? 0) & (1 << (start & 7))) === 0).toBe(taken.every(gapIn));
      },
    ),
    { numRuns: 1_000 },
  );
});

it("AV-14 hours opened over a clock change stay stored and are never free", () => {
  const around = aroundOf({ date: "2026-03-08", day: { open: [["01:00", "04:00"]] } });
  expect(timesOf(around.day.open)).toEqual([["01:00", "04:00"]]);
  expect(timesOf(freeTime(around, settingsOf(), "online"))).toEqual([
    ["01:00", "02:00"],
    ["03:00", "04:00"],
  ]);
});

it("AV-31 a longer buffer counts at once, for lessons booked before too", () => {
  const around = aroundOf({ date: "2026-06-10", day: { open: [["09:00", "12:00"]], lessons: [["10:00", "11:00", "online"]] } });
  expect(timesOf(freeTime(around, settingsOf({ bufferMinutes: 0 }), "online"))).toEqual([
    ["09:00", "10:00"],
    ["11:00", "12:00"],
  ]);
  expect(timesOf(freeTime(around, settingsOf({ bufferMinutes: 30 }), "online"))).toEqual([
    ["09:00", "09:30"],
    ["11:30", "12:00"],
  ]);
});

it("AVW-23 BLK-4 the hours of a day off are kept, may be edited, and are hidden until it is one no longer", () => {
  const around = aroundOf({ date: "2026-06-10", day: { open: [["09:00", "12:00"]], blackout: true } });
  const edit = planHours({
    days: [around.day],
    wanted: new Map([[around.day.date, dayOf("2026-06-10", { open: [["09:00", "13:00"]] })]]),
    firstWritable: around.day.date,
    today: around.day.date,
  });
  const edited = { ...around.day, ...edit.updates[0] };
  expect(timesOf(edited.open)).toEqual([["09:00", "13:00"]]);
  expect(freeTime({ ...around, day: edited }, settingsOf(), "online")).toEqual(noSlots());
  const { blackoutId: _, ...again } = edited;
  expect(timesOf(freeTime({ ...around, day: again }, settingsOf(), "online"))).toEqual([["09:00", "13:00"]]);
});

it("AV-33 the search digest sees the free time of online lessons", () => {
  const around = aroundOf({ date: "2026-06-10", day: { open: [["09:00", "12:00", "online_only"]] } });
  expect(timesOf(netBits(around, settingsOf()))).toEqual([["09:00", "12:00"]]);
  expect(freeTime(around, settingsOf(), "travel")).toEqual(noSlots());
});

it("AV-4 touching windows of different formats stay two, of equal formats become one", () => {
  const day = dayOf("2026-06-10", {
    open: [
      ["09:00", "10:00"],
      ["10:00", "11:00"],
      ["11:00", "12:00", "online_only"],
    ],
  });
  expect(windowsOf(day)).toEqual([
    { start: 108, end: 132, formats: "any" },
    { start: 132, end: 144, formats: "online_only" },
  ]);
  expect(setRange(noSlots(), { start: 108, end: 144 })).toEqual(day.open);
});

/** Up to four lessons within three days, in slots from the middle day's midnight; none crosses a midnight. */
const lessons = fc.array(
  fc
    .record({
      day: fc.constantFrom(-1, 0, 1),
      mark: fc.integer({ min: 0, max: 93 }),
      length: fc.integer({ min: 2, max: 12 }),
      travels: fc.boolean(),
    })
    .map(({ day, mark, length, travels }) => {
      const start = day * SLOTS_PER_DAY + mark * 3;
      return { start, end: Math.min(start + length * 3, (day + 1) * SLOTS_PER_DAY), travels };
    }),
  { maxLength: 4 },
);

const settings = fc
  .record({ buffer: fc.integer({ min: 0, max: 24 }), travel: fc.integer({ min: 6, max: 24 }) })
  .map(({ buffer, travel }) => ({ bufferMinutes: Math.min(buffer, travel) * 5, travelBufferMinutes: travel * 5 }));
