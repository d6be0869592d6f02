import { describe, expect, it } from "vitest";
import { boroughOfNeighborhood, boroughs, firstNeighborhoodOf, isBoroughKey } from "../../core/places/boroughs.ts";
import { findNeighborhood, neighborhoods, neighborhoodsOf, nonResidentialAreas } from "../../core/places/neighborhoods.ts";

describe("neighborhoods", () => {
  it("reads a data file that keeps the promised types", () => {
    expect(neighborhoods()).toHaveLength(173);
    for (const neighborhood of neighborhoods()) {
      expect(neighborhood.key).toMatch(/^nyc-[a-z0-9-]+$/);
      expect(isBoroughKey(neighborhood.borough)).toBe(true);
      expect(boroughOfNeighborhood(neighborhood.key)).toBe(neighborhood.borough);
      expect(neighborhood.bbox).toHaveLength(4);
      for (const key of neighborhood.adjacent) expect(findNeighborhood(key)).toBeDefined();
      for (const borough of neighborhood.alsoListedUnder ?? []) expect(isBoroughKey(borough)).toBe(true);
    }
    expect(nonResidentialAreas()).toHaveLength(63);
    for (const area of nonResidentialAreas()) expect(findNeighborhood(area.nearestNeighborhoodKey)).toBeDefined();
  });

  it("AREA-1 names every unknown neighborhood in one refusal", () => {
    expect(() => neighborhoodsOf(["nyc-x", "nyc-manhattan-midtown", "nyc-y"])).toThrowError(
      expect.objectContaining({ code: "UNKNOWN_NEIGHBORHOOD", members: { neighborhoodKeys: ["nyc-x", "nyc-y"] } }),
    );
  });

  it("INS-2 starts a newcomer in the borough's first neighborhood by display order", () => {
    for (const { key } of boroughs()) {
      const inBorough = neighborhoods().filter((neighborhood) => neighborhood.borough === key);
      const [first] = inBorough.toSorted((one, other) => one.displayOrder - other.displayOrder);
      expect(firstNeighborhoodOf(key)).toBe(first?.key);
    }
  });
});
