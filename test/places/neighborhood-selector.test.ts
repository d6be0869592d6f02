import { describe, expect, it } from "vitest";
import { neighborhoodSelector } from "../../core/places/neighborhood-selector.ts";

describe("neighborhood selector", () => {
  const selector = neighborhoodSelector();
  const entries = selector.flatMap((borough) => borough.neighborhoods);

  it("PLC-6 lists all 173 neighborhoods under their boroughs by display order", () => {
    expect(entries).toHaveLength(173);
    for (const borough of selector) {
      const orders = borough.neighborhoods.map((entry) => entry.displayOrder);
      expect(orders).toEqual(orders.toSorted((one, other) => one - other));
      expect(borough.neighborhoods.every((entry) => entry.borough === borough.key)).toBe(true);
    }
  });

  it("PLC-6 names a term once, under its first type", () => {
    for (const { searchTerms } of entries) {
      const terms = searchTerms.map(({ term }) => term.toLowerCase());
      expect(new Set(terms).size).toBe(terms.length);
    }
  });

  it("PLC-6 splits the display name and abbreviates", () => {
    const heights = entries.find((entry) => entry.key === "nyc-manhattan-washington-heights");
    expect(heights?.searchTerms).toContainEqual({ term: "Washington Heights", type: "display" });
    expect(heights?.searchTerms).toContainEqual({ term: "Washington Hts (South)", type: "abbreviation" });
    const chelsea = entries.find((entry) => entry.key === "nyc-manhattan-chelsea-hudson-yards");
    expect(chelsea?.searchTerms.slice(0, 3)).toEqual([
      { term: "Chelsea / Hudson Yards", type: "display" },
      { term: "Chelsea", type: "display_part" },
      { term: "Hudson Yards", type: "display_part" },
    ]);
  });

  it("PLC-6 also lists Marble Hill's neighborhood for Manhattan", () => {
    expect(entries.find((entry) => entry.key === "nyc-bronx-kingsbridge-marble-hill")?.additionalBoroughs).toEqual(["manhattan"]);
  });
});
