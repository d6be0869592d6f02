import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReliabilityMark, reliabilityAfter } from "../../core/bookings/reliability.ts";
import { plusHours } from "../../core/time.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/bookings-reliability.json" with { type: "json" };

interface ReliabilityInput {
  readonly events: readonly { readonly at: string; readonly kind: ReliabilityMark["kind"] }[];
}

interface ReliabilityExpected {
  readonly score: number;
  readonly fired: readonly { readonly at: string; readonly event: string }[];
}

describe("reliability of an instructor", () => {
  for (const vector of casesOf<ReliabilityInput, ReliabilityExpected>(vectors)) {
    it(`BKC-9, BKN-10, BKT-13 ${titleOf(vector)}`, () => {
      const marks = vector.input.events.map(({ at, kind }) => ({ at: instant(at), kind }));
      const { score, fired } = vector.expected;
      expect(replay(marks)).toEqual({ score, fired: fired.map(({ at, event }) => ({ at: instant(at), event })) });
    });
  }

  it("BKC-9 a threshold fires as often as the score has risen to it from below", () => {
    const gaps = fc.array(fc.record({ hours: fc.integer({ min: 0, max: 60 * 24 }), kind: fc.constantFrom("gte24", "lt12", "no_show") }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(gaps, (steps) => {
        let at = instant("2025-01-01T12:00:00Z");
        const marks = steps.map(({ hours, kind }) => {
          at = plusHours(at, hours);
          return { at, kind };
        });
        // The score at an instant, from the definition; between two marks it can only sink, so it suffices to look just before each.
        const weights = { gte24: 1, "12to24": 2, lt12: 2, no_show: 3 };
        const scoreBefore = (index: number, now: ReliabilityMark) =>
          marks
            .slice(0, index)
            .filter((mark) => mark.at > plusHours(now.at, -90 * 24))
            .reduce((sum, mark) => sum + weights[mark.kind], 0);
        const rises = marks.filter(
          (mark, index) => scoreBefore(index, mark) < 3 && scoreBefore(index, mark) + weights[mark.kind] >= 3,
        ).length;
        expect(replay(marks).fired.filter(({ event }) => event === "instructor.reliability_warning")).toHaveLength(rises);
      }),
    );
  });
});

function replay(marks: readonly ReliabilityMark[]) {
  const steps = marks.map((mark, index) => ({ at: mark.at, ...reliabilityAfter(marks.slice(0, index), mark) }));
  return { score: steps.at(-1)?.score ?? 0, fired: steps.flatMap(({ at, fired }) => fired.map((event) => ({ at, event }))) };
}
