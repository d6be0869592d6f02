import type { NeighborhoodKey } from "./neighborhoods.ts";
import { contains, distanceToEdgeKm, outlinesOf } from "./outlines.ts";
import type { Point } from "./point.ts";

/** Kilometres from the point to the neighbourhood, 0 inside it (PLC-8). */
export function distanceToNeighborhoodKm(point: Point, key: NeighborhoodKey): number {
  const parts = outlinesOf(key);
  if (parts.some((outline) => contains(outline, point))) return 0;
  return Math.min(...parts.map((outline) => distanceToEdgeKm(outline, point)));
}

/** Binary fractions cannot hit a border exactly: a point within a centimetre of it lies on it. */
const EDGE_KM = 0.000_01;

/** Whether the point lies in, or on the edge of, one of the neighbourhoods (AREA-5). */
export function isCovered(point: Point, keys: readonly NeighborhoodKey[]): boolean {
  return keys.some((key) => distanceToNeighborhoodKm(point, key) <= EDGE_KM);
}
