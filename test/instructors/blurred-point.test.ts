import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UserId } from "../../core/ids.ts";
import { blurredPoint } from "../../core/instructors/blurred-point.ts";
import { normalizedAddress } from "../../core/instructors/places.ts";
import vectors from "../vectors/instructors-places.json" with { type: "json" };

describe("blurred point", () => {
  for (const { name, input, expected } of vectors.cases) {
    it(`PLP-2, PLP-6 ${name}`, () => {
      const { key, instructorId, address, lat, lng } = input;
      const blurred = blurredPoint(key, instructorId as UserId, address, { lat, lng });
      expect(Math.abs(blurred.lat - expected.approxLat)).toBeLessThanOrEqual(0.000_011);
      expect(Math.abs(blurred.lng - expected.approxLng)).toBeLessThanOrEqual(0.000_011);
    });
  }

  it("PLP-6 lies 150 to 300 metres away, whatever the address", () => {
    const exact = { lat: 40.73, lng: -73.99 };
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (address) => {
        const { lat, lng } = blurredPoint("key", "usr_1", address, exact);
        const north = (lat - exact.lat) * 111_132.95;
        const east = (lng - exact.lng) * 111_319.49 * Math.cos((exact.lat * Math.PI) / 180);
        const metres = Math.hypot(north, east);
        expect(metres).toBeGreaterThan(148);
        expect(metres).toBeLessThan(302);
      }),
    );
  });

  it("PLP-2 sees one address in all its spellings", () => {
    expect(normalizedAddress("  1 \t Main\n ST ")).toBe("1 main st");
  });
});
