import { describe, expect, it } from "vitest";
import { cleanBio, codePointLength, defaultBio } from "../../core/instructors/bio.ts";
import vectors from "../vectors/instructors-default-bio.json" with { type: "json" };

describe("default bio", () => {
  for (const { name, input, expected } of vectors.cases) {
    it(`INS-9 ${name}`, () => {
      const { city, ...rest } = input;
      expect(defaultBio({ ...rest, ...(city === null ? {} : { city }) })).toBe(expected.bio);
    });
  }

  it("INS-9 leaves the skills out when they would make it longer than 1 000 code points", () => {
    const bio = defaultBio({ firstName: "Maya", serviceNames: Array.from({ length: 20 }, () => "x".repeat(60)) });
    expect(bio).toBe("Maya is a New York-based instructor.");
  });
});

describe("own bio", () => {
  it("INS-5 counts code points, so that a bio of 1 000 emoji fits", () => {
    expect(codePointLength(cleanBio("🎹".repeat(1000)))).toBe(1000);
    expect(() => cleanBio("🎹".repeat(1001))).toThrowError(expect.objectContaining({ code: "BIO_TOO_LONG" }));
  });

  it("INS-5 refuses control characters but the line feed, before it looks at the length", () => {
    for (const character of ["\u0000", "\t", "\u000b", "\u001f", "\u007f"]) {
      expect(() => cleanBio(`short${character}`)).toThrowError(expect.objectContaining({ code: "VALIDATION_FAILED" }));
    }
    expect(cleanBio("first line\nsecond line")).toBe("first line\nsecond line");
  });

  it("INS-5 keeps HTML as the text it is", () => {
    expect(cleanBio("<b>I teach</b> piano")).toBe("<b>I teach</b> piano");
  });
});
