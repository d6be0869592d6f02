import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEmpty } from "../../core/availability/slot-bitmap.ts";
import { type BookingStatus, isOccupying, overlaps } from "../../core/bookings/booking.ts";
import { earliestOverlapping } from "../../core/bookings/create-checks.ts";
import { hasStudentConflict, type Interval, releaseStudentTime, studentSlots } from "../../core/bookings/student-day.ts";
import { type Instant, plusMilliseconds, plusMinutes } from "../../core/time.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-overlap.json" with { type: "json" };
import { bookingIdOf, daysWith, intervalOf, lessonOf, type VectorLesson } from "./facts.ts";

interface OverlapExpected {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly studentDays: readonly { readonly utcDate: string; readonly fromSlot: number; readonly toSlotExclusive: number }[];
  readonly conflict: boolean;
  readonly conflictsWith: number | null;
}

interface OverlapInput {
  readonly existing: readonly (VectorLesson & { readonly status: BookingStatus })[];
  readonly candidate: VectorLesson;
}

const MIDNIGHT: Instant = "2025-12-10T00:00:00.000Z";

describe("student days", () => {
  for (const vector of casesOf<OverlapInput, OverlapExpected>(vectors)) {
    it(`BK-31..BK-34, BKT-1 ${titleOf(vector)}`, () => {
      const { expected } = vector;
      const lesson = intervalOf(vector.input.candidate);
      expect(lesson).toEqual({ startsAt: instant(expected.startsAt), endsAt: instant(expected.endsAt) });
      expect(studentSlots(lesson).map(({ utcDate, slots }) => ({ utcDate, fromSlot: slots.start, toSlotExclusive: slots.end }))).toEqual(
        expected.studentDays,
      );
      const lessons = vector.input.existing.map((existing, index) => lessonOf(intervalOf(existing), existing.status, index));
      const days = daysWith(lessons.filter((existing) => isOccupying(existing.status)));
      expect(hasStudentConflict(days, lesson)).toBe(expected.conflict);
      const named = expected.conflictsWith === null ? undefined : bookingIdOf(expected.conflictsWith);
      expect(earliestOverlapping(lesson, lessons)?.bookingId).toBe(named);
    });
  }

  it("BK-34 rounds outwards where a zone is off the five-minute grid", () => {
    const lesson = { startsAt: plusMinutes(MIDNIGHT, 62), endsAt: plusMinutes(MIDNIGHT, 92) };
    expect(studentSlots(lesson)).toEqual([{ utcDate: "2025-12-10", slots: { start: 12, end: 19 } }]);
  });

  it("BKR-6, BKR-9 leaves the old time of a moving lesson out, and keeps what the new one takes as well", () => {
    const old = interval(60, 60);
    const moved = interval(90, 60);
    expect(hasStudentConflict(daysWith([old]), moved)).toBe(true);
    expect(hasStudentConflict(daysWith([old]), moved, old)).toBe(false);
    expect(releaseStudentTime(daysWith([old, moved]), old, moved)).toEqual(daysWith([moved]));
  });

  it("BK-31, BK-32 slots and instants agree on every conflict, and a release undoes a claim", () => {
    const lessons = fc.array(anyLesson, { maxLength: 5 });
    fc.assert(
      fc.property(lessons, anyLesson, (taken, lesson) => {
        expect(hasStudentConflict(daysWith(taken), lesson)).toBe(taken.some((other) => overlaps(other, lesson)));
        const released = [...releaseStudentTime(daysWith([lesson]), lesson).values()];
        expect(released.every((day) => isEmpty(day.busy))).toBe(true);
        const minutes = studentSlots(lesson).reduce((total, { slots }) => total + (slots.end - slots.start) * 5, 0);
        expect(plusMilliseconds(lesson.startsAt, minutes * 60_000)).toBe(lesson.endsAt);
      }),
    );
  });
});

const anyLesson = fc
  .record({ quarter: fc.integer({ min: 0, max: 192 }), quarters: fc.integer({ min: 2, max: 16 }) })
  .map(({ quarter, quarters }) => interval(quarter * 15, quarters * 15));

function interval(startMinutes: number, durationMinutes: number): Interval {
  const startsAt = plusMinutes(MIDNIGHT, startMinutes);
  return { startsAt, endsAt: plusMinutes(startsAt, durationMinutes) };
}
