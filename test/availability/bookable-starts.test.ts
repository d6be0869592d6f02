import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bookableWindows,
  type CalendarTerms,
  earliestMark,
  noticeEnd,
  startLimits,
  startsIn,
} from "../../core/availability/bookable-starts.ts";
import { type FormatClass, formatClassOf } from "../../core/availability/format-class.ts";
import { isBookable } from "../../core/availability/is-bookable.ts";
import { slotTime } from "../../core/availability/slot-time.ts";
import { addDays, type LocalDate, localDateAt, resolveLocalTime } from "../../core/time.ts";
import vectors from "../vectors/availability-starts.json" with { type: "json" };
import { aroundOf, dateOf, instantFrom, locationOf, pairs, rulesOf, settingsOf, type VectorDay } from "./calendar-of.ts";

describe("golden starts", () => {
  for (const { name, now, settings, minAdvanceBookingHours, locationType, durationMinutes, expect: expected, ...vector } of vectors.cases) {
    it(`AV-35 AV-36 AV-37 AV-38 AV-39 AV-40 ${name}`, () => {
      const terms = { settings: settingsOf(settings), rules: rulesOf(), minAdvanceBookingHours, now: instantFrom(now) };
      const formatClass = formatClassOf(locationOf(locationType));
      const limits = startLimits(terms, formatClass);
      const mark = earliestMark(limits, terms.settings, dateOf(vector.date));
      const windows = bookableWindows(aroundOf(vector), terms.settings, limits, formatClass, durationMinutes);
      expect(mark === undefined ? null : slotTime(mark)).toBe(expected.earliestMark);
      expect(startsIn(windows, durationMinutes).map(slotTime)).toEqual(expected.starts);
      expect(pairs(windows)).toEqual(expected.windows);
    });
  }
});

it("AV-36 the earliest mark is the first whose instant is allowed, also around clock changes", () => {
  fc.assert(
    fc.property(
      moments,
      formatClasses,
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: -1, max: 2 }),
      (moment, formatClass, hours, ahead) => {
        const terms = { settings: settingsOf(moment), rules: rulesOf(), minAdvanceBookingHours: hours, now: moment.now };
        const date = addDays(localDateAt(moment.now, moment.timezone), ahead);
        const expected = marks.find((mark) => allowed(terms, formatClass, date, mark));
        expect(earliestMark(startLimits(terms, formatClass), terms.settings, date)).toBe(expected);
      },
    ),
    { numRuns: 500 },
  );
});

it("AV-39 every start shown is bookable, and every quarter hour not shown is refused", () => {
  const locations = ["online", "instructor_location", "student_location"] as const;
  fc.assert(
    fc.property(
      moments,
      paintedDay,
      paintedDay,
      fc.constantFrom(...locations),
      fc.integer({ min: 2, max: 16 }),
      (moment, day, prev, locationType, quarters) => {
        const terms = { settings: settingsOf(moment), rules: rulesOf(), minAdvanceBookingHours: 1, now: moment.now };
        const around = aroundOf({ date: addDays(localDateAt(moment.now, moment.timezone), 1), day, prev });
        const formatClass = formatClassOf(locationType);
        const durationMinutes = quarters * 15;
        const shown = startsIn(
          bookableWindows(around, terms.settings, startLimits(terms, formatClass), formatClass, durationMinutes),
          durationMinutes,
        );
        const bookable = marks.filter(
          (mark) => isBookable({ ...terms, ...around, startTime: slotTime(mark), durationMinutes, locationType }).ok,
        );
        expect(shown.map(slotTime)).toEqual(bookable.map(slotTime));
      },
    ),
    { numRuns: 300 },
  );
});

const marks = Array.from({ length: 96 }, (_, quarter) => quarter * 3);
const formatClasses = fc.constantFrom<FormatClass>("online", "studio", "travel");

/** Moments near the clock changes of zones that change in different ways, to the second. */
const moments = fc
  .record({
    change: fc.constantFrom(
      ["America/New_York", "2026-03-08T07:00:00Z"],
      ["America/New_York", "2026-11-01T06:00:00Z"],
      ["Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
      ["America/Santiago", "2026-09-06T04:00:00Z"],
      ["America/Santiago", "2026-04-05T03:00:00Z"],
      ["Asia/Kathmandu", "2026-05-05T00:00:00Z"],
    ),
    secondsAfter: fc.integer({ min: -172_800, max: 86_400 }),
    overnightProtectionEnabled: fc.boolean(),
  })
  .map(({ change: [timezone = "", at = ""], secondsAfter, overnightProtectionEnabled }) => ({
    timezone,
    now: instantFrom(new Date(Date.parse(at) + secondsAfter * 1000).toISOString()),
    overnightProtectionEnabled,
  }));

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 280 }), fc.integer({ min: 3, max: 120 }))
  .map(([start, length]) => [slotTime(start), slotTime(Math.min(288, start + length))]);
const paintedDay: fc.Arbitrary<VectorDay> = fc.record({
  open: fc.array(
    fc.tuple(stretch, fc.constantFrom("any", "any", "no_travel", "online_only")).map(([times, formats]) => [...times, formats]),
    { maxLength: 1 },
  ),
  lessons: fc.array(
    fc.tuple(stretch, fc.constantFrom("online", "student_location")).map(([times, location]) => [...times, location]),
    { maxLength: 2 },
  ),
});

/** AV-35, AV-36 and AV-37 as they read, one instant at a time. */
function allowed(terms: CalendarTerms, formatClass: FormatClass, date: LocalDate, mark: number): boolean {
  const { instant, kind } = resolveLocalTime(terms.settings.timezone, date, slotTime(mark));
  const { protectedDate, protectedUntilSlot } = startLimits(terms, formatClass);
  return kind === "normal" && instant >= noticeEnd(terms, formatClass) && !(date === protectedDate && mark < protectedUntilSlot);
}
