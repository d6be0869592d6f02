import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNeighborhood } from "../../../core/places/neighborhoods.ts";
import { gazetteer } from "../../../core/search/query/gazetteer.ts";
import { normalizeQuery } from "../../../core/search/query/normalize-query.ts";
import { longestPhraseAt, phraseLexicon } from "../../../core/search/query/phrase-lexicon.ts";
import { stem } from "../../../core/search/query/stem.ts";
import { trigramSimilarity } from "../../../core/search/query/trigram-similarity.ts";

describe("normalised query", () => {
  it.each([
    ["  Café “Élan” — Über  ", "cafe elan uber"],
    ["at 7 p.m. or 9 a.m.", "at 7 pm or 9 am"],
    ["Arts & Crafts @ home ~$50", "arts and crafts at home around $50"],
    ["$50+ guitar+bass", "$50+ guitar and bass"],
    ["piano/guitar $75/hr", "piano or guitar $75/hr"],
    ["the teacher's kids' class", "the teacher kids class"],
    ["hip-hop 40-60 $40-$60 9am-5pm", "hip hop 40-60 $40-$60 9am-5pm"],
    ["under $1,000, please", "under $1000 , please"],
    ["1.5 hours. Now.", "1.5 hours now"],
    ["C# (beginner)!", "c beginner"],
  ])("QP-1 reads %j as %j", (text, normalized) => {
    expect(normalizeQuery(text)).toBe(normalized);
  });

  it("QP-1 leaves only its own characters and single blanks, whatever comes in", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        expect(normalizeQuery(text)).toMatch(/^([a-z0-9$.,:/\-+]+( [a-z0-9$.,:/\-+]+)*)?$/);
      }),
    );
  });
});

describe("stem", () => {
  it.each([
    ["lessons", "lesson"],
    ["class", "class"],
    ["classes", "class"],
    ["hobbies", "hobby"],
    ["ties", "tie"],
    ["coaches", "coach"],
    ["boxes", "box"],
    ["les", "les"],
  ])("QP-2 compares %s as %s", (word, stemmed) => {
    expect(stem(word)).toBe(stemmed);
  });
});

describe("phrase lexicon", () => {
  it("QP-3 knows about 1 200 phrases of at most five words", () => {
    expect(phraseLexicon().meanings.size).toBeGreaterThan(1100);
    expect(phraseLexicon().meanings.size).toBeLessThan(1300);
    expect(phraseLexicon().longestWords).toBe(5);
  });

  it("QP-3 takes the longest phrase, and a name before a synonym", () => {
    expect(longestPhraseAt(["french", "horns"], 0)).toEqual({
      meaning: { kind: "service", slug: "french-horn", relevance: 1 },
      wordCount: 2,
    });
    expect(longestPhraseAt(["french", "lessons"], 0)).toMatchObject({ meaning: { slug: "french" }, wordCount: 1 });
    expect(longestPhraseAt(["lessons"], 0)).toBeUndefined();
  });
});

describe("gazetteer", () => {
  it("QP-4 names only neighborhoods that exist, at most five at once", () => {
    for (const place of gazetteer().places.values()) {
      if (place.kind !== "neighborhood") continue;
      expect(place.neighborhoodKeys.length).toBeGreaterThan(0);
      for (const key of place.neighborhoodKeys) expect(findNeighborhood(key)).toBeDefined();
    }
  });

  it("QP-4 lets the city and its boroughs win over neighborhoods", () => {
    expect(gazetteer().places.get("brooklyn")).toEqual({ kind: "borough", borough: "brooklyn" });
    expect(gazetteer().places.get("nyc")).toEqual({ kind: "city" });
  });
});

describe("trigram similarity", () => {
  it("QP-20 is 1 for equal phrases, 0 for unlike ones and symmetric", () => {
    expect(trigramSimilarity("piano", "piano")).toBe(1);
    expect(trigramSimilarity("piano", "xyz")).toBe(0);
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(trigramSimilarity(one, other)).toBe(trigramSimilarity(other, one));
      }),
    );
  });

  it("QP-20 pads words with two blanks before and one after", () => {
    // "  a", " ab", "ab " against "  a", " ac", "ac ": one of five.
    expect(trigramSimilarity("ab", "ac")).toBeCloseTo(0.2, 10);
  });
});
