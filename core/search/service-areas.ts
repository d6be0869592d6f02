import { DomainError, validationFailed } from "../errors.ts";
import type { PricingFormat } from "../payments/pricing-format.ts";
import { type BoroughKey, boroughName, boroughOfZip } from "../places/boroughs.ts";
import { firstNeighborhoodOf, type Neighborhood, type NeighborhoodKey, neighborhoodsOf } from "../places/neighborhoods.ts";
import { SERVICE_AREA_REQUIRED } from "./search-errors.ts";

const MOST_SERVICE_AREAS = 60;

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

/** The wanted areas as they are stored: known neighbourhoods in the given order, each once; the first is the primary one (AREA-1). */
export function acceptServiceAreas(keys: readonly string[], activeOfferings: readonly (readonly PricingFormat[])[]): NeighborhoodKey[] {
  const distinct = [...new Set(keys.map((key) => key.trim()).filter((key) => key !== ""))];
  if (distinct.length > MOST_SERVICE_AREAS) {
    throw validationFailed([{ field: "/neighborhoodKeys", code: "TOO_MANY", message: `At most ${MOST_SERVICE_AREAS} neighborhoods.` }]);
  }
  const known = neighborhoodsOf(distinct).map((neighborhood) => neighborhood.key);
  if (known.length === 0 && activeOfferings.some((formats) => formats.includes("student_location"))) {
    throw new DomainError(SERVICE_AREA_REQUIRED, "Drop the format at the student's place from your services first, or keep an area.");
  }
  return known;
}

/** Where an instructor begins: the first neighbourhood of the ZIP code's borough (INS-2). */
export function startingServiceAreas(zipCode: string): readonly NeighborhoodKey[] {
  return [firstNeighborhoodOf(boroughOfZip(zipCode) ?? "manhattan").key];
}

export interface ServiceAreaView extends Pick<Neighborhood, "key" | "name" | "borough"> {
  readonly isPrimary: boolean;
}

export function serviceAreaViews(keys: readonly NeighborhoodKey[]): ServiceAreaView[] {
  return neighborhoodsOf(keys).map(({ key, name, borough }, index) => ({ key, name, borough, isPrimary: index === 0 }));
}

/** The names of the covered boroughs, sorted. */
export function serviceAreaBoroughs(keys: readonly NeighborhoodKey[]): string[] {
  const covered = new Set<BoroughKey>(neighborhoodsOf(keys).map((neighborhood) => neighborhood.borough));
  return [...covered].map(boroughName).toSorted();
}

/** `Brooklyn, Queens`, or `Bronx + 2 more` (AREA-3). */
export function serviceAreaSummary(keys: readonly NeighborhoodKey[]): string {
  const [first, ...others] = serviceAreaBoroughs(keys);
  if (first === undefined) return "";
  return others.length <= 1 ? [first, ...others].join(", ") : `${first} + ${others.length} more`;
}
