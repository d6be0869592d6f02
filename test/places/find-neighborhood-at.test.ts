import { describe, expect, it } from "vitest";
import { isBoroughKey, market } from "../../core/places/boroughs.ts";
import { distanceToNeighborhoodKm, isCovered } from "../../core/places/distance-to-neighborhood.ts";
import { findNeighborhoodAt } from "../../core/places/find-neighborhood-at.ts";
import { findNeighborhood, neighborhoods } from "../../core/places/neighborhoods.ts";
import { outlines, outlinesOf } from "../../core/places/outlines.ts";
import { isInBox } from "../../core/places/point.ts";
import vectors from "../vectors/search-places.json" with { type: "json" };

describe("neighborhood at a point", () => {
  for (const { label, lat, lng, inEnrichmentBbox, expected } of vectors.points) {
    it(`PLC-7, ADR-6 ${label}`, () => {
      const found = findNeighborhoodAt({ lat, lng });
      expect(found?.ntaCode ?? null).toBe(expected.ntaCode);
      expect(found?.neighborhood.key ?? null).toBe(expected.neighborhoodKey);
      expect(found?.neighborhood.borough ?? null).toBe(expected.borough);
      expect(found?.exact).toBe(expected.exact);
      expect(isInBox({ lat, lng }, market().enrichmentBbox)).toBe(inEnrichmentBbox);
    });
  }

  it("PLC-7 finds every neighborhood at its own inner point", () => {
    for (const neighborhood of neighborhoods()) {
      expect(findNeighborhoodAt(neighborhood)).toMatchObject({ neighborhood: { key: neighborhood.key }, exact: true });
    }
  });

  it("reads outlines that keep the promised types", () => {
    expect(outlines()).toHaveLength(262);
    for (const outline of outlines()) {
      expect(isBoroughKey(outline.borough)).toBe(true);
      for (const ring of outline.polygons.flat()) expect(ring[0]).toEqual(ring.at(-1));
    }
    for (const neighborhood of neighborhoods()) {
      expect(outlinesOf(neighborhood.key).map((outline) => outline.ntaCode)).toEqual(expect.arrayContaining([...neighborhood.ntaCodes]));
    }
  });
});

describe("distance to a neighborhood", () => {
  const timesSquare = { lat: 40.758, lng: -73.9855 };

  it("PLC-8 is 0 inside", () => {
    expect(distanceToNeighborhoodKm(timesSquare, "nyc-manhattan-midtown")).toBe(0);
  });

  it("PLC-8 grows by a kilometre's worth of latitude over a kilometre", () => {
    const north = { lat: 41.2, lng: -73.9 };
    const farther = { lat: 41.2 + 1 / 111.13295, lng: -73.9 };
    const key = "nyc-bronx-riverdale-spuyten-duyvil";
    expect(distanceToNeighborhoodKm(farther, key) - distanceToNeighborhoodKm(north, key)).toBeCloseTo(1, 1);
  });

  it("AREA-5 counts the edge itself as covered and the other side of the river as not", () => {
    const [first] = outlinesOf("nyc-brooklyn-greenpoint");
    const [lng, lat] = first?.polygons[0]?.[0]?.[0] ?? [0, 0];
    expect(isCovered({ lat, lng }, ["nyc-brooklyn-greenpoint"])).toBe(true);
    expect(isCovered(timesSquare, ["nyc-brooklyn-greenpoint", "nyc-queens-astoria"])).toBe(false);
    expect(findNeighborhood("nyc-brooklyn-greenpoint")).toBeDefined();
  });
});
