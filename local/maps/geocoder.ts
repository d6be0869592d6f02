import { createHash } from "node:crypto";
import { type Store, textOf } from "../store.ts";

/** A place as Google's Geocoding API describes one, as far as the product reads it. */
export interface GeocodedPlace {
  readonly place_id: string;
  readonly formatted_address: string;
  readonly types: readonly string[];
  readonly geometry: { readonly location: { readonly lat: number; readonly lng: number }; readonly location_type: "ROOFTOP" };
  readonly address_components: readonly AddressComponent[];
}

interface AddressComponent {
  readonly long_name: string;
  readonly short_name: string;
  readonly types: readonly string[];
}

export interface Geocoder {
  byAddress(address: string): GeocodedPlace | undefined;
  byPlaceId(placeId: string): GeocodedPlace | undefined;
}

/** Puts any address somewhere in New York, the same address always at the same point, and knows places again that it has named. */
export function geocoderIn(store: Store): Geocoder {
  const remember = store.prepare("INSERT OR IGNORE INTO places (place_id, address) VALUES (?, ?)");
  const recall = store.prepare("SELECT address FROM places WHERE place_id = ?");
  return {
    byAddress: (address) => {
      if (/nowhere/i.test(address)) return undefined;
      const place = placeAt(address.trim().replace(/\s+/g, " "));
      remember.run(place.place_id, place.formatted_address);
      return place;
    },
    byPlaceId: (placeId) => {
      const row = recall.get(placeId);
      return row && placeAt(textOf(row, "address"));
    },
  };
}

interface Borough {
  readonly name: string;
  readonly postalCode: string;
  /** A rectangle of dry land. */
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

const BOROUGHS: readonly [Borough, ...Borough[]] = [
  { name: "Manhattan", postalCode: "10019", south: 40.745, north: 40.775, west: -73.99, east: -73.965 },
  { name: "Brooklyn", postalCode: "11215", south: 40.64, north: 40.69, west: -73.98, east: -73.93 },
  { name: "Queens", postalCode: "11375", south: 40.7, north: 40.755, west: -73.9, east: -73.83 },
  { name: "Bronx", postalCode: "10458", south: 40.83, north: 40.87, west: -73.91, east: -73.86 },
];

function placeAt(address: string): GeocodedPlace {
  const hash = createHash("sha256").update(address.toLowerCase()).digest();
  const borough = boroughOf(address, hash.readUInt8(0));
  const postalCode = /\b1[01]\d{3}\b/.exec(address)?.[0] ?? borough.postalCode;
  return {
    place_id: `ChIJ${hash.toString("base64url").slice(0, 23)}`,
    formatted_address: address,
    types: ["street_address"],
    geometry: {
      location: {
        lat: between(borough.south, borough.north, hash.readUInt32BE(4)),
        lng: between(borough.west, borough.east, hash.readUInt32BE(8)),
      },
      location_type: "ROOFTOP",
    },
    address_components: [
      component(borough.name, borough.name, ["political", "sublocality", "sublocality_level_1"]),
      component("New York", "New York", ["locality", "political"]),
      component("New York", "NY", ["administrative_area_level_1", "political"]),
      component("United States", "US", ["country", "political"]),
      component(postalCode, postalCode, ["postal_code"]),
    ],
  };
}

function boroughOf(address: string, chance: number): Borough {
  const named = BOROUGHS.find((borough) => new RegExp(`\\b${borough.name}\\b`, "i").test(address));
  return named ?? BOROUGHS[chance % BOROUGHS.length] ?? BOROUGHS[0];
}

/** A point of the stretch by a share of 2^32, with the seven decimals that Google gives. */
function between(low: number, high: number, share: number): number {
  return Number((low + ((high - low) * share) / 2 ** 32).toFixed(7));
}

function component(long_name: string, short_name: string, types: readonly string[]): AddressComponent {
  return { long_name, short_name, types };
}
