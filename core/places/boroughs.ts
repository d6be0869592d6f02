import { required } from "../errors.ts";
import document from "./data/boroughs.json" with { type: "json" };
import type { NeighborhoodKey } from "./neighborhoods.ts";
import type { Box } from "./point.ts";

export type BoroughKey = "manhattan" | "brooklyn" | "bronx" | "queens" | "staten-island";

export interface Borough {
  readonly key: BoroughKey;
  readonly name: string;
  readonly code: string;
  readonly lat: number;
  readonly lng: number;
  readonly bbox: Box;
  readonly aliases: readonly string[];
  readonly zipRanges: readonly (readonly [first: number, last: number])[];
  /** Of its neighbourhoods by display order. Here, so that registering needs nothing of the large file. */
  readonly firstNeighborhoodKey: NeighborhoodKey;
}

export interface Market {
  readonly key: string;
  readonly name: string;
  readonly timezone: string;
  readonly country: string;
  /** Only addresses inside this box are looked up in the market's outlines (ADR-6). */
  readonly enrichmentBbox: Box;
  readonly autocompleteBias: { readonly lat: number; readonly lng: number; readonly radiusMeters: number };
  readonly aliases: readonly string[];
}

/** The five boroughs in their customary order. */
export function boroughs(): readonly Borough[] {
  return placesDocument().boroughs;
}

export function market(): Market {
  return placesDocument().market;
}

export function isBoroughKey(text: string): text is BoroughKey {
  return boroughs().some((borough) => borough.key === text);
}

export function boroughName(key: BoroughKey): string {
  return boroughOf(key).name;
}

/** Where a newcomer of the borough starts (INS-2). */
export function firstNeighborhoodOf(key: BoroughKey): NeighborhoodKey {
  return boroughOf(key).firstNeighborhoodKey;
}

/** The borough that the key of a neighbourhood names. */
export function boroughOfNeighborhood(key: NeighborhoodKey): BoroughKey {
  const named = boroughs().find((borough) => key.startsWith(`nyc-${borough.key}-`));
  return required(named, `the key ${key} names a borough`).key;
}

/** The borough whose ZIP ranges hold the five digits, or null outside the market (PLC-9). */
export function boroughOfZip(zip: string): BoroughKey | null {
  if (!/^\d{5}$/.test(zip)) return null;
  const number = Number(zip);
  return boroughs().find((borough) => borough.zipRanges.some(([first, last]) => number >= first && number <= last))?.key ?? null;
}

function boroughOf(key: BoroughKey): Borough {
  const borough = boroughs().find((candidate) => candidate.key === key);
  return required(borough, `the file has the borough ${key}`);
}

/** TypeScript widens a JSON module's texts and tuples; `test/places/boroughs.test.ts` holds the file to these types. */
function placesDocument(): { readonly market: Market; readonly boroughs: readonly Borough[] } {
  return document as unknown as { market: Market; boroughs: Borough[] };
}
