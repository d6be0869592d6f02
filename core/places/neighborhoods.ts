import { DomainError } from "../errors.ts";
import type { BoroughKey } from "./boroughs.ts";
import document from "./data/neighborhoods.json" with { type: "json" };
import { UNKNOWN_NEIGHBORHOOD } from "./place-errors.ts";
import type { Box } from "./point.ts";

/** `nyc-{borough}-{slug}`. */
export type NeighborhoodKey = `nyc-${string}`;

export interface Neighborhood {
  readonly key: NeighborhoodKey;
  readonly name: string;
  readonly borough: BoroughKey;
  readonly displayOrder: number;
  readonly ntaCodes: readonly string[];
  /** An inner point of its largest tabulation area. */
  readonly lat: number;
  readonly lng: number;
  readonly bbox: Box;
  readonly areaKm2: number;
  readonly aliases: readonly string[];
  readonly adjacent: readonly NeighborhoodKey[];
  readonly alsoListedUnder?: readonly BoroughKey[];
}

/** A park, airport or cemetery: on the map, but nobody's choice. */
export interface NonResidentialArea {
  readonly ntaCode: string;
  readonly name: string;
  readonly borough: BoroughKey;
  readonly nearestNeighborhoodKey: NeighborhoodKey;
}

export function neighborhoods(): readonly Neighborhood[] {
  return neighborhoodsDocument().neighborhoods;
}

export function nonResidentialAreas(): readonly NonResidentialArea[] {
  return neighborhoodsDocument().nonResidentialNtas;
}

export function findNeighborhood(key: string): Neighborhood | undefined {
  byKey ??= new Map(neighborhoods().map((neighborhood) => [neighborhood.key, neighborhood]));
  return byKey.get(key);
}

/** The neighbourhoods of the keys in their order; every unknown key is named in one refusal (AREA-1). */
export function neighborhoodsOf(keys: readonly string[]): Neighborhood[] {
  const unknown = keys.filter((key) => !findNeighborhood(key));
  if (unknown.length > 0) {
    throw new DomainError(UNKNOWN_NEIGHBORHOOD, `There is no neighborhood ${unknown.join(", ")}.`, { neighborhoodKeys: unknown });
  }
  return keys.flatMap((key) => findNeighborhood(key) ?? []);
}

/** Where a newcomer of the borough starts (INS-2). */
export function firstNeighborhoodOf(borough: BoroughKey): Neighborhood {
  const inBorough = neighborhoods().filter((neighborhood) => neighborhood.borough === borough);
  return inBorough.reduce((first, neighborhood) => (neighborhood.displayOrder < first.displayOrder ? neighborhood : first));
}

let byKey: ReadonlyMap<string, Neighborhood> | undefined;

/** TypeScript widens a JSON module's texts and tuples; `test/places/neighborhoods.test.ts` holds the file to these types. */
function neighborhoodsDocument(): {
  readonly neighborhoods: readonly Neighborhood[];
  readonly nonResidentialNtas: readonly NonResidentialArea[];
} {
  return document as unknown as { neighborhoods: Neighborhood[]; nonResidentialNtas: NonResidentialArea[] };
}
