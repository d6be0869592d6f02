import { DomainError } from "../errors.ts";
import { shippedJson } from "../shipped-file.ts";
import type { BoroughKey } from "./boroughs.ts";
import { UNKNOWN_NEIGHBORHOOD } from "./place-errors.ts";
import type { Box } from "./point.ts";

/** A contract whose function looks at neighbourhoods, more than at their keys, ships this file (`files`). */
export const NEIGHBORHOODS_FILE = "core/places/data/neighborhoods.json";

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

let kept: NeighborhoodsDocument | undefined;
let byKey: ReadonlyMap<string, Neighborhood> | undefined;

/** `test/places/neighborhoods.test.ts` holds the file to these types. */
interface NeighborhoodsDocument {
  readonly neighborhoods: readonly Neighborhood[];
  readonly nonResidentialNtas: readonly NonResidentialArea[];
}

function neighborhoodsDocument(): NeighborhoodsDocument {
  kept ??= shippedJson<NeighborhoodsDocument>(NEIGHBORHOODS_FILE);
  return kept;
}
