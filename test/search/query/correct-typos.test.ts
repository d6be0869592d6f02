import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correctWord } from "../../../core/search/query/correct-typos.ts";
import { editDistance } from "../../../core/search/query/edit-distance.ts";
import vectors from "../../vectors/search-typos.json" with { type: "json" };

describe("typo correction", () => {
  for (const { token, corrected } of vectors.cases) {
    it(`QP-5 ${corrected === null ? `leaves ${token} alone` : `reads ${token} as ${corrected}`}`, () => {
      expect(correctWord(token) ?? null).toBe(corrected);
    });
  }

  it("QP-5 measures optimal string alignment like its definition", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (from, to) => {
        expect(editDistance(from, to)).toBe(slowDistance(from, to));
      }),
    );
  });
});

function slowDistance(from: string, to: string): number {
  if (from === "" || to === "") return from.length + to.length;
  const [f, t] = [from.slice(0, -1), to.slice(0, -1)];
  const options = [slowDistance(f, to) + 1, slowDistance(from, t) + 1, slowDistance(f, t) + (from.at(-1) === to.at(-1) ? 0 : 1)];
  if (from.length > 1 && to.length > 1 && from.at(-1) === to.at(-2) && from.at(-2) === to.at(-1)) {
    options.push(slowDistance(from.slice(0, -2), to.slice(0, -2)) + 1);
  }
  return Math.min(...options);
}
