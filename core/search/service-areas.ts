import { type BoroughKey, boroughName, boroughOfNeighborhood, boroughOfZip, firstNeighborhoodOf } from "../places/boroughs.ts";
import type { NeighborhoodKey } from "../places/neighborhoods.ts";

/** Where an instructor travels to, as stored. What bookings and cards copy of it is worked out when it is written. */
export interface ServiceAreas {
  /** In the owner's order; the first is the primary one. */
  readonly neighborhoodKeys: readonly NeighborhoodKey[];
  /** The names of the covered boroughs, sorted. */
  readonly boroughs: readonly string[];
  /** `Brooklyn, Queens`, or `Bronx + 2 more` (AREA-3). */
  readonly summary: string;
  readonly version: number;
}

export function newServiceAreas(neighborhoodKeys: readonly NeighborhoodKey[]): ServiceAreas {
  return { neighborhoodKeys, boroughs: serviceAreaBoroughs(neighborhoodKeys), summary: serviceAreaSummary(neighborhoodKeys), version: 1 };
}

/** Where an instructor begins: the first neighbourhood of the ZIP code's borough (INS-2). */
export function startingServiceAreas(zipCode: string): readonly NeighborhoodKey[] {
  return [firstNeighborhoodOf(boroughOfZip(zipCode) ?? "manhattan")];
}

/** The names of the covered boroughs, sorted. */
export function serviceAreaBoroughs(keys: readonly NeighborhoodKey[]): string[] {
  const covered = new Set<BoroughKey>(keys.map(boroughOfNeighborhood));
  return [...covered].map(boroughName).toSorted();
}

/** `Brooklyn, Queens`, or `Bronx + 2 more` (AREA-3). */
export function serviceAreaSummary(keys: readonly NeighborhoodKey[]): string {
  const [first, ...others] = serviceAreaBoroughs(keys);
  if (first === undefined) return "";
  return others.length <= 1 ? [first, ...others].join(", ") : `${first} + ${others.length} more`;
}
