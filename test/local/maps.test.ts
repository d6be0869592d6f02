import { describe, expect, it } from "vitest";
import { geocoderIn } from "../../local/maps/geocoder.ts";
import { openStore } from "../../local/store.ts";

describe("the stand-in of the map provider", () => {
  const geocoder = geocoderIn(openStore(":memory:"));
  const addresses = ["350 5th Ave, New York, NY 10118", "1 Main St, Brooklyn", "120-55 Queens Blvd", "Somewhere else"];

  it.each(addresses)("puts %s at one point inside New York", (address) => {
    const place = geocoder.byAddress(address);
    expect(place).toEqual(geocoder.byAddress(address));
    expect(place?.geometry.location.lat).toBeGreaterThan(40.55);
    expect(place?.geometry.location.lat).toBeLessThan(40.9);
    expect(place?.geometry.location.lng).toBeGreaterThan(-74.05);
    expect(place?.geometry.location.lng).toBeLessThan(-73.75);
  });

  it("keeps to the borough and the ZIP that an address names", () => {
    const components = geocoder.byAddress("1 Main St, Brooklyn, NY 11201")?.address_components.map((component) => component.short_name);
    expect(components).toEqual(expect.arrayContaining(["Brooklyn", "11201", "NY", "US"]));
  });

  it("knows a place again that it has named, and no other", () => {
    const place = geocoder.byAddress("350 5th Ave, New York, NY 10118");
    expect(geocoder.byPlaceId(place?.place_id ?? "")).toEqual(place);
    expect(geocoder.byPlaceId("ChIJ-of-elsewhere")).toBeUndefined();
  });

  it("finds nothing nowhere", () => {
    expect(geocoder.byAddress("1 Nowhere Lane")).toBeUndefined();
  });
});
