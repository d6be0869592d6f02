import { describe, expect, it } from "vitest";
import type { UserId } from "../../core/ids.ts";
import { neighborhoods } from "../../core/places/neighborhoods.ts";
import { acceptServiceAreas, serviceAreaViews } from "../../core/search/accept-service-areas.ts";
import { coverageOf } from "../../core/search/coverage.ts";
import { newServiceAreas, serviceAreaSummary } from "../../core/search/service-areas.ts";

const midtown = "nyc-manhattan-midtown";
const astoria = "nyc-queens-astoria";
const greenpoint = "nyc-brooklyn-greenpoint";
const belmont = "nyc-bronx-belmont";

describe("service areas", () => {
  it("AREA-1 trims, drops blanks and repeats, and makes the first the primary one", () => {
    const keys = acceptServiceAreas([` ${astoria} `, "", midtown, astoria], []);
    expect(keys).toEqual([astoria, midtown]);
    expect(serviceAreaViews(keys).map(({ key, isPrimary }) => [key, isPrimary])).toEqual([
      [astoria, true],
      [midtown, false],
    ]);
  });

  it("AREA-1 takes 60 and refuses 61", () => {
    const keys = neighborhoods().map((neighborhood) => neighborhood.key);
    expect(acceptServiceAreas(keys.slice(0, 60), [])).toHaveLength(60);
    expect(() => acceptServiceAreas(keys.slice(0, 61), [])).toThrowError(expect.objectContaining({ code: "VALIDATION_FAILED" }));
  });

  it("AREA-2 keeps one area while an offering travels", () => {
    expect(() => acceptServiceAreas([" "], [["online"], ["student_location"]])).toThrowError(
      expect.objectContaining({ code: "SERVICE_AREA_REQUIRED" }),
    );
    expect(acceptServiceAreas([], [["online"]])).toEqual([]);
  });

  it("AREA-3 names two boroughs and counts the rest", () => {
    expect(serviceAreaSummary([])).toBe("");
    expect(serviceAreaSummary([midtown])).toBe("Manhattan");
    expect(serviceAreaSummary([midtown, greenpoint])).toBe("Brooklyn, Manhattan");
    expect(serviceAreaSummary([midtown, greenpoint, belmont])).toBe("Bronx + 2 more");
    expect(newServiceAreas([midtown, greenpoint])).toMatchObject({ boroughs: ["Brooklyn", "Manhattan"], summary: "Brooklyn, Manhattan" });
  });

  it("AREA-4 draws each covered neighborhood once and names everyone who covers it", () => {
    const [ana, ben]: UserId[] = ["usr_ana", "usr_ben"];
    const coverage = coverageOf(
      new Map([
        [ana as UserId, [midtown, astoria]],
        [ben as UserId, [midtown]],
      ]),
    );
    expect(coverage.features.map(({ properties }) => [properties.neighborhoodKey, properties.instructorIds])).toEqual([
      [midtown, [ana, ben]],
      [astoria, [ana]],
    ]);
    expect(coverage.features[0]?.geometry.coordinates.length).toBeGreaterThan(0);
  });
});
