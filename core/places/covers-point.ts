import type { NeighborhoodKey } from "./neighborhoods.ts";
import { contains, outlines, outlinesOf } from "./outlines.ts";
import type { Point } from "./point.ts";

/** Whether the point lies in one of the neighbourhoods (AREA-5). */
export function coversPoint(keys: readonly NeighborhoodKey[], point: Point): boolean {
  return keys.some((key) => outlinesOf(key).some((outline) => contains(outline, point)));
}

/** The neighbourhood whose outline holds the point; undefined in parks and outside the market. */
export function neighborhoodKeyAt(point: Point): NeighborhoodKey | undefined {
  return outlines().find((outline) => outline.neighborhoodKey !== null && contains(outline, point))?.neighborhoodKey ?? undefined;
}
