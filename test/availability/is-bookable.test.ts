import { describe, expect, it } from "vitest";
import { BOOKABLE_PROBLEMS, notBookable } from "../../core/availability/bookable-problems.ts";
import { isBookable, isLessonDuration } from "../../core/availability/is-bookable.ts";
import vectors from "../vectors/availability-bookable.json" with { type: "json" };
import { aroundOf, instantFrom, locationOf, rulesOf, settingsOf } from "./calendar-of.ts";

describe("golden questions", () => {
  for (const { name, now, settings, locationType, expect: expected, date, day, ...vector } of vectors.cases) {
    it(`${ruleOf(expected.reason)} ${name}`, () => {
      const answer = isBookable({
        ...vector,
        ...aroundOf({ date, day }),
        settings: settingsOf(settings),
        rules: rulesOf(),
        locationType: locationOf(locationType),
        now: instantFrom(now),
      });
      expect(answer).toMatchObject(withMilliseconds(expected));
    });
  }
});

it("AV-45 a lesson lasts half an hour to four hours, in quarter hours", () => {
  expect([30, 45, 240].every(isLessonDuration)).toBe(true);
  expect([0, 15, 20, 31, 45.5, 255, -30, Number.NaN].some(isLessonDuration)).toBe(false);
});

it("AV-30 AV-57 a lesson late yesterday keeps its buffer over midnight", () => {
  const question = {
    ...aroundOf({ date: "2026-06-10", day: { open: [["00:00", "06:00"]] }, prev: { lessons: [["23:00", "24:00", "online"]] } }),
    settings: settingsOf({ overnightProtectionEnabled: false }),
    rules: rulesOf(),
    minAdvanceBookingHours: 1,
    durationMinutes: 60,
    locationType: "student_location",
    now: instantFrom("2026-06-01T12:00:00Z"),
  } as const;
  expect(isBookable({ ...question, startTime: "00:45" })).toMatchObject({ reason: "BUFFER_CONFLICT", details: { bufferMinutes: 60 } });
  expect(isBookable({ ...question, startTime: "01:00" })).toMatchObject({ ok: true });
});

it("AV-44 … AV-57 every reason is a problem of the same code that says what to do", () => {
  for (const [reason, problem] of Object.entries(BOOKABLE_PROBLEMS)) expect(problem.code).toBe(reason);
  const error = notBookable({ reason: "MINIMUM_NOTICE", details: { requiredMinutes: 60 } });
  expect(error).toMatchObject({
    code: "MINIMUM_NOTICE",
    members: { requiredMinutes: 60 },
    message: expect.stringContaining("choose a later start"),
  });
});

function ruleOf(reason: string | undefined): string {
  const place = Object.keys(BOOKABLE_PROBLEMS).indexOf(reason ?? "");
  return place === -1 ? "AV-44 … AV-57" : `AV-${44 + place}`;
}

function withMilliseconds(expected: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(expected).replaceAll(/(\d\d:\d\d:\d\d)Z/g, "$1.000Z"));
}
