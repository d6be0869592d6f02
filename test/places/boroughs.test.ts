import { describe, expect, it } from "vitest";
import { boroughOfZip, boroughs, isBoroughKey, market } from "../../core/places/boroughs.ts";
import vectors from "../vectors/search-places.json" with { type: "json" };

describe("boroughs", () => {
  for (const { zip, expected } of vectors.zips) {
    it(`PLC-9 places the ZIP ${zip} in ${expected.borough ?? "no borough"}`, () => {
      expect(boroughOfZip(zip)).toBe(expected.borough);
    });
  }

  it("reads a data file that keeps the promised types", () => {
    expect(boroughs().map((borough) => borough.key)).toEqual(["manhattan", "brooklyn", "bronx", "queens", "staten-island"]);
    for (const borough of boroughs()) {
      expect(borough.bbox).toHaveLength(4);
      for (const range of borough.zipRanges) expect(range).toHaveLength(2);
    }
    expect(market().enrichmentBbox).toEqual([-74.3, 40.3, -73.5, 41.1]);
    expect(isBoroughKey("queens")).toBe(true);
    expect(isBoroughKey("jersey")).toBe(false);
  });
});
