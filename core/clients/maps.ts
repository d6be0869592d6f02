import { environment } from "../config.ts";
import { secret } from "../secrets.ts";
import { observed } from "./observe.ts";

/** PLC-1. */
const LIMIT_MS = 3_000;

export interface GeocodedPlace {
  readonly lat: number;
  readonly lng: number;
  readonly placeId: string;
}

/** The provider's answer, as far as it is read. */
interface GeocodeAnswer {
  readonly status: string;
  readonly results: readonly {
    readonly place_id: string;
    readonly geometry: { readonly location: { readonly lat: number; readonly lng: number } };
  }[];
}

/** Where an address or a provider's place is; `undefined` when the provider does not know it or cannot be asked, which fails no request. */
export async function geocode(query: { readonly address: string } | { readonly placeId: string }): Promise<GeocodedPlace | undefined> {
  const parameter = "address" in query ? { address: query.address } : { place_id: query.placeId };
  const url = new URL("/maps/api/geocode/json", environment("MAPS_BASE_URL"));
  url.search = new URLSearchParams({ ...parameter, key: await secret("MAPS_API_KEY") }).toString();
  try {
    const answer = await observed({ service: "maps", action: "Geocode", input: parameter }, () => ask(url));
    const [found] = answer.status === "OK" ? answer.results : [];
    return found && { ...found.geometry.location, placeId: found.place_id };
  } catch {
    return undefined;
  }
}

async function ask(url: URL): Promise<GeocodeAnswer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
  if (!response.ok) throw new Error(`the map provider answered ${response.status}`);
  const answer: GeocodeAnswer = JSON.parse(await response.text());
  return answer;
}
