import { required } from "../errors.ts";
import { findNeighborhood, type Neighborhood, nonResidentialAreas } from "./neighborhoods.ts";
import { contains, type Outline, outlines } from "./outlines.ts";
import type { Point } from "./point.ts";

export interface NeighborhoodAt {
  readonly neighborhood: Neighborhood;
  readonly ntaCode: string;
  /** False in a park, airport or cemetery, which answers with the nearest neighbourhood. */
  readonly exact: boolean;
}

/** The neighbourhood at a point, or null where the market has no land (PLC-7). */
export function findNeighborhoodAt(point: Point): NeighborhoodAt | null {
  const outline = smallest(outlines().filter((candidate) => contains(candidate, point)));
  if (!outline) return null;
  const key = outline.neighborhoodKey ?? nearestOf(outline);
  const neighborhood = required(findNeighborhood(key), `the outline ${outline.ntaCode} names a neighborhood`);
  return { neighborhood, ntaCode: outline.ntaCode, exact: outline.neighborhoodKey !== null };
}

function nearestOf(outline: Outline): string {
  const area = nonResidentialAreas().find((candidate) => candidate.ntaCode === outline.ntaCode);
  return required(area, `the non-residential area ${outline.ntaCode} is listed`).nearestNeighborhoodKey;
}

function smallest(found: readonly Outline[]): Outline | undefined {
  return found.toSorted((one, other) => boxArea(one) - boxArea(other))[0];
}

/** Simplified borders can overlap by metres only; for those the box tells the smaller area as well as the outline would. */
function boxArea({ box: [west, south, east, north] }: Outline): number {
  return (east - west) * (north - south);
}
