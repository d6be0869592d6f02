import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CalendarTerms, startLimits } from "../../core/availability/bookable-starts.ts";
import type { DetailLevel } from "../../core/availability/booking-rules.ts";
import { nextAvailable } from "../../core/availability/next-available.ts";
import { publicCalendar } from "../../core/availability/public-calendar.ts";
import { publicRange, searchedUntil } from "../../core/availability/public-range.ts";
import { addDays, localDateAt } from "../../core/time.ts";
import nextVectors from "../vectors/availability-next.json" with { type: "json" };
import vectors from "../vectors/availability-public.json" with { type: "json" };
import { dateOf, daysOf, instantFrom, levelOf, locationOf, problemOf, rulesOf, settingsOf, type VectorDay } from "./calendar-of.ts";

describe("golden public calendars", () => {
  for (const { name, expect: expected, ...vector } of vectors.cases) {
    it(`AVP-2 AVP-3 AVP-5 AVP-6 AVP-7 ${name}`, () => {
      if (expected.code) expect(problemOf(() => answerOf(vector))).toMatchObject(expected);
      else expect(answerOf(vector)).toEqual(expected);
    });
  }
});

describe("golden next lessons", () => {
  for (const { name, expect: expected, days, locationType, durationMinutes, withinDays, ...vector } of nextVectors.cases) {
    it(`AVP-10 ${name}`, () => {
      const terms = { ...vector, settings: settingsOf(), rules: rulesOf(), now: instantFrom(vector.now) };
      const today = localDateAt(terms.now, terms.settings.timezone);
      const until = searchedUntil(today, withinDays, terms.settings.bookingHorizonDays);
      const found = nextAvailable({
        ...terms,
        days: daysOf(addDays(today, -1), addDays(until, 1), days),
        searchedUntil: until,
        locationType: locationOf(locationType),
        durationMinutes,
      });
      const startsAt = expected.startsAt && instantFrom(expected.startsAt);
      expect({ found: found !== undefined, ...found, searchedUntil: until }).toEqual({ ...expected, ...(startsAt ? { startsAt } : {}) });
    });
  }
});

describe("the range of a public read", () => {
  const range = { today: dateOf("2026-06-10"), bookingHorizonDays: 365, publicDays: 30 };

  it("AVP-2 is cut to the horizon of the instructor", () => {
    expect(publicRange({ ...range, bookingHorizonDays: 5 })).toEqual({ startDate: "2026-06-10", endDate: "2026-06-15" });
    expect(searchedUntil(range.today, 30, 5)).toBe("2026-06-15");
  });

  it("AVP-2 may be 90 days long when the platform shows so many", () => {
    expect(publicRange({ ...range, publicDays: 90, endDate: dateOf("2026-09-08") }).endDate).toBe("2026-09-07");
  });
});

it("AVP-4 a request may ask for less detail than the platform shows, never for more", () => {
  const level = (detail: DetailLevel | undefined, publicDetailLevel: DetailLevel) =>
    publicCalendar({ ...question({}), rules: rulesOf({ publicDetailLevel }), ...(detail ? { detail } : {}) }).detailLevel;
  expect(level(undefined, "summary")).toBe("summary");
  expect(level("minimal", "full")).toBe("minimal");
  expect(level("full", "minimal")).toBe("minimal");
});

it("BLK-6 AVP-5 a day off is shown as one, without hours and without the reason", () => {
  const off = { "2026-06-11": { open: [["09:00", "18:00"]], blackout: true } };
  const calendar = publicCalendar(question(off));
  if (calendar.detailLevel !== "full") throw new Error("the platform shows all");
  expect(calendar.days[1]).toEqual({ date: "2026-06-11", isBlackout: true, windows: [] });
});

it("AV-12 today is the instructor's date, not the server's", () => {
  const late = { ...question({}), now: instantFrom("2026-06-11T03:30:00Z") };
  expect(startLimits(late, "online")).toMatchObject({ today: "2026-06-10", noticeDate: "2026-06-11" });
  expect(startLimits({ ...late, settings: settingsOf({ timezone: "Asia/Tokyo" }) }, "online").today).toBe("2026-06-11");
});

it("AVP-3 without a place or duration, it shows half hours at the student's", () => {
  expect(publicCalendar(question({}))).toMatchObject({ locationType: "student_location", durationMinutes: 30 });
});

it("AVP-5 AVP-6 AVP-7 AVP-10 all levels and the next lesson agree", () => {
  const hour = fc.integer({ min: 0, max: 23 }).map((at) => String(at).padStart(2, "0"));
  const painted = fc.record({
    open: fc.tuple(hour, fc.constantFrom("05", "30")).map(([at, past]) => [
      [`${at}:00`, "24:00"],
      [`${at}:${past}`, "24:00"],
    ]),
    lessons: fc.array(hour.map((at) => [`${at}:15`, `${at}:45`, "online"])),
  });
  fc.assert(
    fc.property(fc.array(painted, { minLength: 5, maxLength: 5 }), fc.constantFrom(30, 60, 240), (days, durationMinutes) => {
      const named = Object.fromEntries(days.map((day, index) => [addDays("2026-06-10", index), day]));
      const asked = { ...question(named), locationType: "online", durationMinutes } as const;
      const [full, summary, minimal] = (["full", "summary", "minimal"] as const).map((detail) => publicCalendar({ ...asked, detail }));
      if (full?.detailLevel !== "full" || summary?.detailLevel !== "summary" || !minimal) throw new Error("a level is missing");
      const withStarts = full.days.filter((day) => day.starts?.length);
      expect(summary.summary.map((day) => day.date)).toEqual(withStarts.map((day) => day.date));
      for (const [index, { starts = [] }] of withStarts.entries()) {
        const { morning, afternoon, evening } = summary.summary[index] ?? {};
        expect(morning).toBe(starts.some((start) => start < "12:00"));
        expect(afternoon).toBe(starts.some((start) => start >= "12:00" && start < "17:00"));
        expect(evening).toBe(starts.some((start) => start >= "17:00"));
      }
      expect(minimal.earliestAvailableDate).toBe(withStarts[0]?.date);
      const next = nextAvailable({ ...asked, searchedUntil: asked.range.endDate });
      expect([next?.date, next?.startTime]).toEqual([withStarts[0]?.date, withStarts[0]?.starts?.[0]]);
    }),
    { numRuns: 100 },
  );
});

function question(days: Readonly<Record<string, VectorDay>>) {
  const terms: CalendarTerms = {
    settings: settingsOf(),
    rules: rulesOf(),
    minAdvanceBookingHours: 1,
    now: instantFrom("2026-06-10T13:00:00Z"),
  };
  return {
    ...terms,
    days: daysOf("2026-06-09", "2026-06-15", days),
    range: { startDate: dateOf("2026-06-10"), endDate: dateOf("2026-06-14") },
  };
}

type Vector = Omit<(typeof vectors.cases)[number], "name" | "expect">;

/** The answer in the words of the vectors. */
function answerOf({ now, settings, days, ...vector }: Vector) {
  const { detail, startDate, endDate, durationMinutes, locationType, minAdvanceBookingHours, publicDays } = vector;
  const terms = { settings: settingsOf(settings), rules: rulesOf({ publicDays }), minAdvanceBookingHours, now: instantFrom(now) };
  const range = publicRange({
    ...(startDate ? { startDate: dateOf(startDate) } : {}),
    ...(endDate ? { endDate: dateOf(endDate) } : {}),
    today: localDateAt(terms.now, terms.settings.timezone),
    bookingHorizonDays: terms.settings.bookingHorizonDays,
    publicDays,
  });
  const {
    detailLevel,
    locationType: _,
    durationMinutes: __,
    ...answer
  } = publicCalendar({
    ...terms,
    range,
    days: daysOf(addDays(range.startDate, -1), addDays(range.endDate, 1), days),
    detail: levelOf(detail),
    locationType: locationOf(locationType),
    ...(durationMinutes ? { durationMinutes } : {}),
  });
  expect(detailLevel).toBe(detail);
  if (!("days" in answer)) return { ...range, ...answer };
  const pairs = answer.days.map((day) => ({ ...day, windows: day.windows.map(({ startTime, endTime }) => [startTime, endTime]) }));
  return { ...range, ...answer, days: pairs };
}
