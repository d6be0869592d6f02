import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AvailabilityDay, type CalendarDays, dayOn } from "../../core/availability/availability-day.ts";
import { brokenInvariants } from "../../core/availability/broken-invariants.ts";
import type { CalendarWrites, TakenTimeUpdate } from "../../core/availability/calendar-writes.ts";
import { claim } from "../../core/availability/claim.ts";
import { formatClassOf } from "../../core/availability/format-class.ts";
import type { Lesson } from "../../core/availability/lesson.ts";
import { move } from "../../core/availability/move.ts";
import { release } from "../../core/availability/release.ts";
import { slotTime } from "../../core/availability/slot-time.ts";
import { addDays, type LocalDate, minutesOf } from "../../core/time.ts";
import vectors from "../vectors/availability-claim.json" with { type: "json" };
import { dateOf, daysOf, instantFrom, locationOf, rulesOf, settingsOf, timeOf, timesOf, type VectorDay } from "./calendar-of.ts";

describe("golden commands", () => {
  for (const vector of vectors.cases) {
    it(`AV-58 AV-59 AV-60 ${vector.name}`, () => {
      const outcome = outcomeOf(vector);
      if (!outcome.ok) {
        expect({ ok: outcome.ok, reason: outcome.reason }).toEqual(vector.expect);
        return;
      }
      const { update, checks = [] } = vector.expect;
      expect(outcome.updates.map(textOf)).toEqual([update]);
      expect(outcome.checks).toEqual(checks);
    });
  }
});

describe("claim", () => {
  it("AV-58 asks that settings have not changed and their zone is not locked", () => {
    expect(claimed("12:00")).toMatchObject({ settings: { version: 1, unlockedAt: terms.now } });
  });

  it("AV-58 marks the day as booked and answers the instants of the lesson", () => {
    expect(claimed("12:00")).toMatchObject({
      updates: [{ everBooked: true }],
      startsAt: "2026-06-10T16:00:00.000Z",
      endsAt: "2026-06-10T17:00:00.000Z",
    });
  });

  it("AV-58 does not count the own old lesson on the day before, and leaves its time to it", () => {
    const days = daysOf("2026-06-08", "2026-06-12", {
      "2026-06-09": { lessons: [["23:00", "24:00", "online"]] },
      "2026-06-10": { open: [["00:00", "06:00"]] },
    });
    const early = { ...lesson, startTime: "00:00" } as const;
    const old = { ...lesson, date: dateOf("2026-06-09"), startTime: "23:00" } as const;
    expect(claim({ ...terms, lesson: early, days })).toMatchObject({ reason: "BUFFER_CONFLICT" });
    const outcome = claim({ ...terms, lesson: early, days, without: old });
    expect(outcome).toMatchObject({ ok: true, checks: [{ date: "2026-06-09", revision: 0 }] });
    if (outcome.ok) expect(outcome.updates.map(textOf)).toMatchObject([{ date: "2026-06-10", busy: [["00:00", "01:00"]] }]);
  });

  it("AV-63 costs at most three items of the calendar", () => {
    const outcome = claim({
      ...terms,
      lesson: { ...lesson, startTime: "00:00" },
      days: daysOf("2026-06-09", "2026-06-11", { "2026-06-10": allDay }),
    });
    expect(outcome).toMatchObject({ updates: [{}], checks: [{}], settings: {} });
  });
});

describe("release", () => {
  it("AV-59 asks nothing of settings or neighbours, and brings no hours back", () => {
    const days = daysOf("2026-06-10", "2026-06-10", { "2026-06-10": { lessons: [["12:00", "13:00", "online"]], revision: 4 } });
    expect(release({ lesson, days })).toEqual({
      ok: true,
      updates: [expect.not.objectContaining({ open: expect.anything() })],
      checks: [],
    });
  });

  it("AV-59 shared time becomes what the lesson that stays is", () => {
    const keep: Lesson = { ...lesson, startTime: "12:30", locationType: "student_location" };
    const taken = { "2026-06-10": { lessons: [["12:00", "13:30", "online"]], revision: 5 } };
    const outcome = release({ lesson, days: daysOf("2026-06-10", "2026-06-10", taken), keep });
    if (outcome.ok) expect(outcome.updates.map(textOf)).toMatchObject([{ busy: [["12:30", "13:30"]], busyTravel: [["12:30", "13:30"]] }]);
    expect(outcome.ok).toBe(true);
  });

  it("AV-59 a lesson that stays on another date keeps nothing", () => {
    const keep: Lesson = { ...lesson, date: dateOf("2026-06-11") };
    const taken = { "2026-06-10": { lessons: [["12:00", "13:00", "online"]] } };
    const outcome = release({ lesson, days: daysOf("2026-06-10", "2026-06-10", taken), keep });
    if (outcome.ok) expect(outcome.updates.map(textOf)).toMatchObject([{ busy: [] }]);
    expect(outcome.ok).toBe(true);
  });
});

describe("move", () => {
  it("AV-60 to the next date updates both days and checks neither", () => {
    const days = daysOf("2026-06-09", "2026-06-12", {
      "2026-06-10": { ...allDay, lessons: [["23:00", "24:00", "online"]], revision: 3 },
      "2026-06-11": { ...allDay, revision: 7 },
    });
    const outcome = move({
      ...terms,
      from: { ...lesson, startTime: "23:00" },
      to: { ...lesson, date: dateOf("2026-06-11"), startTime: "00:00" },
      days,
    });
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(outcome.updates.map(textOf)).toEqual([
      { date: "2026-06-10", ifRevision: 3, busy: [], busyTravel: [], revision: 4 },
      { date: "2026-06-11", ifRevision: 7, busy: [["00:00", "01:00"]], busyTravel: [], revision: 8 },
    ]);
    expect(outcome.checks).toEqual([]);
    expect(outcome.settings).toBeDefined();
  });

  it("AV-60 refuses a time that is not the old lesson's as a mismatch before anything else", () => {
    expect(move({ ...terms, from: lesson, to: lesson, days: daysOf("2026-06-09", "2026-06-11", {}) })).toMatchObject({
      reason: "RELEASE_MISMATCH",
    });
  });
});

it("AV-62 whatever is claimed, moved and released, lessons keep their gaps and the bits are exactly their union", () => {
  fc.assert(
    fc.property(fc.array(commands, { minLength: 1, maxLength: 25 }), (sequence) => {
      let days = daysOf("2026-06-09", "2026-06-13", { "2026-06-10": allDay, "2026-06-11": allDay, "2026-06-12": allDay });
      let lessons: Lesson[] = [];
      for (const { command, wanted, pick } of sequence) {
        const old = lessons[pick % Math.max(1, lessons.length)];
        const outcome = perform(command, wanted, old, days);
        if (!outcome?.ok) continue;
        days = applied(days, outcome.updates);
        if (command !== "claim") lessons = lessons.filter((each) => each !== old);
        if (command !== "release") lessons = [...lessons, wanted];
        expectInvariants(days, lessons);
      }
    }),
    { numRuns: 300 },
  );
});

it("AV-62 a day that differs from its lessons, or from itself, is found", () => {
  const day = daysOf("2026-06-10", "2026-06-10", { "2026-06-10": { lessons: [["12:00", "13:00", "student_location"]] } }).get(lesson.date);
  if (!day) throw new Error("the day is in the range");
  const travel: Lesson = { ...lesson, locationType: "student_location" };
  expect(brokenInvariants(day, [travel])).toEqual([]);
  expect(brokenInvariants(day, [lesson])).toEqual(["TRAVEL_IS_NOT_THE_TRAVEL_LESSONS"]);
  expect(brokenInvariants(day, [])).toEqual(["BUSY_IS_NOT_THE_LESSONS", "TRAVEL_IS_NOT_THE_TRAVEL_LESSONS"]);
  expect(brokenInvariants({ ...day, onlineOnly: day.busy, noTravel: day.busy }, [travel])).toEqual([
    "FORMATS_ARE_NOT_OPEN",
    "SLOT_HAS_TWO_FORMATS",
  ]);
});

const terms = { settings: settingsOf(), rules: rulesOf(), minAdvanceBookingHours: 1, now: instantFrom("2026-06-01T12:00:00Z") };
const lesson = { date: dateOf("2026-06-10"), startTime: "12:00", durationMinutes: 60, locationType: "online" } as const;
const allDay: VectorDay = { open: [["00:00", "24:00"]] };

function claimed(startTime: "12:00") {
  return claim({ ...terms, lesson: { ...lesson, startTime }, days: daysOf("2026-06-09", "2026-06-11", { "2026-06-10": allDay }) });
}

const commands = fc.record({
  command: fc.constantFrom("claim", "claim", "claim", "move", "release"),
  pick: fc.nat(20),
  wanted: fc
    .record({
      day: fc.integer({ min: 0, max: 2 }),
      mark: fc.integer({ min: 0, max: 95 }),
      quarters: fc.integer({ min: 2, max: 16 }),
      travels: fc.boolean(),
    })
    .map(
      ({ day, mark, quarters, travels }): Lesson => ({
        date: addDays("2026-06-10", day),
        startTime: slotTime(mark * 3),
        durationMinutes: quarters * 15,
        locationType: travels ? "student_location" : "online",
      }),
    ),
});

function perform(command: string, wanted: Lesson, old: Lesson | undefined, days: CalendarDays) {
  if (command === "claim") return claim({ ...terms, lesson: wanted, days });
  if (!old) return undefined;
  return command === "move" ? move({ ...terms, from: old, to: wanted, days }) : release({ lesson: old, days });
}

function applied(days: CalendarDays, updates: readonly TakenTimeUpdate[]): CalendarDays {
  const after = new Map(days);
  for (const { ifRevision, ...update } of updates) {
    const day: AvailabilityDay = dayOn(days, update.date);
    expect(day.revision).toBe(ifRevision);
    after.set(day.date, { ...day, ...update });
  }
  return after;
}

function expectInvariants(days: CalendarDays, lessons: readonly Lesson[]): void {
  for (const day of days.values()) {
    expect(
      brokenInvariants(
        day,
        lessons.filter((each) => each.date === day.date),
      ),
    ).toEqual([]);
  }
  const byStart = [...lessons].sort((a, b) => absolute(a) - absolute(b));
  for (const [i, next] of byStart.entries()) {
    for (const before of byStart.slice(0, i)) {
      const buffer = travels(before) || travels(next) ? 60 : 15;
      expect(absolute(next) - (absolute(before) + before.durationMinutes)).toBeGreaterThanOrEqual(buffer);
    }
  }
}

function travels(each: Lesson): boolean {
  return formatClassOf(each.locationType) === "travel";
}

/** Minutes since the first of the month. */
function absolute({ date, startTime }: Lesson): number {
  return Number(date.slice(8)) * 1440 + minutesOf(startTime);
}

function textOf({ date, ifRevision, busy, busyTravel, revision }: TakenTimeUpdate) {
  return { date, ifRevision, busy: timesOf(busy), busyTravel: timesOf(busyTravel), revision };
}

type Vector = (typeof vectors.cases)[number];

function outcomeOf(vector: Vector): CalendarWrites | ReturnType<typeof move> {
  const date = dateOf(vector.date);
  const days = daysOf(addDays(date, -1), addDays(date, 1), {
    [date]: vector.day,
    ...(vector.next ? { [addDays(date, 1)]: vector.next } : {}),
  });
  const at = { ...terms, now: instantFrom(vector.now ?? terms.now), days };
  const own = lessonOf(date, vector);
  if (vector.command === "release") return release({ lesson: own, days, ...(vector.keep ? { keep: lessonOf(date, vector.keep) } : {}) });
  if (vector.command === "move") {
    const place = { locationType: vector.locationType };
    return move({ ...at, from: lessonOf(date, vector.from), to: lessonOf(date, { ...place, ...vector.to }) });
  }
  return claim({ ...at, lesson: own, ...(vector.without ? { without: lessonOf(date, vector.without) } : {}) });
}

interface LessonText {
  readonly startTime?: string | undefined;
  readonly durationMinutes?: number | undefined;
  readonly locationType?: string | undefined;
}

function lessonOf(date: LocalDate, text: LessonText = {}): Lesson {
  return {
    date,
    startTime: timeOf(text.startTime ?? ""),
    durationMinutes: text.durationMinutes ?? 0,
    locationType: locationOf(text.locationType),
  };
}
