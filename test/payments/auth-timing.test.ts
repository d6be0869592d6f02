import { describe, expect, it } from "vitest";
import { authTiming } from "../../core/payments/auth-timing.ts";
import { casesOf, instant, titleOf } from "../support/vectors.ts";
import vectors from "../vectors/payments-auth-timing.json" with { type: "json" };

interface TimingExpected {
  readonly authMode: "scheduled" | "immediate";
  readonly authScheduledFor: string | null;
}

describe("authTiming", () => {
  for (const vector of casesOf<{ now: string; startsAt: string }, TimingExpected>(vectors)) {
    it(`AU-1, AU-2 ${titleOf(vector)}`, () => {
      const { authMode, authScheduledFor } = vector.expected;
      const timing = authTiming(instant(vector.input.startsAt), instant(vector.input.now));
      expect(timing).toEqual(authScheduledFor === null ? { authMode } : { authMode, authScheduledFor: instant(authScheduledFor) });
    });
  }
});
