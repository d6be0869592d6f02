import { describe, expect, it } from "vitest";
import { completenessOf } from "../../core/instructors/completeness.ts";
import type { Clearance } from "../../core/instructors/instructor-profile.ts";
import vectors from "../vectors/instructors-completeness.json" with { type: "json" };

describe("completeness", () => {
  for (const { name, input, expected } of vectors.cases) {
    it(`INS-21 ${name}`, () => {
      const { responseRatePct, clearance, ...rest } = input;
      const facts = { ...rest, clearance: clearance as Clearance, ...(responseRatePct === null ? {} : { responseRatePct }) };
      expect(completenessOf(facts)).toEqual(expected);
    });
  }
});
