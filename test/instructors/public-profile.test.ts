import { describe, expect, it } from "vitest";
import type { InstructorProfile } from "../../core/instructors/instructor-profile.ts";
import { publicProfile, shownName } from "../../core/instructors/public-profile.ts";
import vectors from "../vectors/instructors-public-profile.json" with { type: "json" };
import { instant, withoutNulls } from "./vector.ts";

describe("public profile", () => {
  for (const { name, input, expected } of vectors.cases) {
    it(`PUB-1..PUB-5 ${name}`, () => {
      const stored = withoutNulls({ ...input, createdAt: instant(input.createdAt) }) as InstructorProfile;
      const shown = publicProfile(stored, input, input.favoriteCount);
      expect(withoutNulls(shown)).toEqual(withoutNulls(expected));
    });
  }

  it("PUB-1 takes the first code point of the last name", () => {
    expect(shownName({ firstName: "Ana", lastName: "Élan" })).toEqual({ firstName: "Ana", lastInitial: "É." });
    expect(shownName({ firstName: "Ana", lastName: "𝒳u" })).toEqual({ firstName: "Ana", lastInitial: "𝒳." });
  });
});
