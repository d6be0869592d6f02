import { describe, expect, it } from "vitest";
import type { PreferredPlace } from "../../core/instructors/instructor-profile.ts";
import { checkTeachingLocationsRemain, replacePlaces } from "../../core/instructors/places.ts";
import { acceptProfileChanges, type ProfileChanges } from "../../core/instructors/profile-changes.ts";
import vectors from "../vectors/instructors-profile-validation.json" with { type: "json" };
import { refusalOf, withoutNulls } from "./vector.ts";

const nothingYet = { preferredTeachingLocations: [], preferredPublicSpaces: [] };

describe("profile changes", () => {
  // A field that the body does not have is refused by its schema, at the edge.
  const cases = vectors.cases.filter(({ name }) => name !== "services are not here");
  for (const { name, input, expected } of cases) {
    it(`INS-4..INS-6, PLP-1, PLP-2 ${name}`, () => {
      const changes = input as ProfileChanges;
      if (expected.status === 200) {
        expect(acceptProfileChanges(changes, nothingYet)).toMatchObject(withoutNulls(expected.stored) as object);
        return;
      }
      const { code, field, kind, max } = expected as { code: string; field?: string; kind?: string; max?: number };
      const refusal = refusalOf(() => acceptProfileChanges(changes, nothingYet));
      expect(refusal).toMatchObject({ code, problem: { status: 422 } });
      if (kind !== undefined) expect(refusal).toMatchObject({ members: max === undefined ? { kind } : { kind, max } });
      else if (code !== "VALIDATION_FAILED") expect(refusal).toMatchObject({ members: { field } });
      else if (field !== undefined) expect(refusal).toMatchObject({ errors: [{ field: `/${field}` }] });
    });
  }

  it("API-44 INS-4 names the body when it changes nothing", () => {
    const refusal = refusalOf(() => acceptProfileChanges({}, nothingYet));
    expect(refusal).toMatchObject({ code: "VALIDATION_FAILED", errors: [{ field: "body", code: "TOO_FEW" }] });
  });

  it("INS-6 finds all errors of shape before a named one", () => {
    const refusal = refusalOf(() =>
      acceptProfileChanges(
        { bio: "short", preferredPublicSpaces: [{ address: "  " }, { address: "a", label: "x".repeat(65) }] },
        nothingYet,
      ),
    );
    expect(refusal).toMatchObject({
      code: "VALIDATION_FAILED",
      errors: [{ field: "/preferredPublicSpaces/0/address" }, { field: "/preferredPublicSpaces/1/label" }],
    });
  });
});

describe("preferred places", () => {
  const studio: PreferredPlace = {
    placeId: "plc_1",
    kind: "teaching_location",
    address: "1 Main St",
    position: 0,
    geo: { lat: 40.7, lng: -74 },
    approxLat: 40.701,
    approxLng: -74.001,
  };

  it("PLP-3 keeps id, coordinates and blurred point of an address that was there before", () => {
    const [added, kept] = replacePlaces(
      "teaching_location",
      [studio],
      [{ address: "2 Main St" }, { address: " 1  MAIN st", label: "Studio" }],
    );
    expect(added?.kept).toBeUndefined();
    expect(kept).toEqual({ kind: "teaching_location", address: "1  MAIN st", label: "Studio", position: 1, kept: studio });
  });

  it("PLP-1 counts before it compares", () => {
    const same = { address: "a" };
    expect(() => replacePlaces("public_space", [], [same, same, same])).toThrowError(expect.objectContaining({ code: "TOO_MANY_PLACES" }));
  });

  it("PLP-8, AREA-2 keeps the last geocoded teaching place while an offering needs it", () => {
    const { geo: _, ...notFound } = studio;
    expect(() => checkTeachingLocationsRemain([notFound], [["instructor_location"]])).toThrowError(
      expect.objectContaining({ code: "TEACHING_LOCATION_REQUIRED" }),
    );
    expect(() => checkTeachingLocationsRemain([studio], [["instructor_location"]])).not.toThrow();
    expect(() => checkTeachingLocationsRemain([], [["online"], ["student_location"]])).not.toThrow();
  });
});
