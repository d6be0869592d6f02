import type { UserId } from "../ids.ts";
import { findNeighborhood, type NeighborhoodKey } from "../places/neighborhoods.ts";
import { type Outline, outlinesOf } from "../places/outlines.ts";

export interface CoverageFeature {
  readonly type: "Feature";
  readonly properties: {
    readonly neighborhoodKey: NeighborhoodKey;
    readonly name: string;
    readonly borough: string;
    readonly regionType: "nyc";
    readonly instructorIds: readonly UserId[];
  };
  readonly geometry: { readonly type: "MultiPolygon"; readonly coordinates: Outline["polygons"] };
}

export interface CoverageCollection {
  readonly type: "FeatureCollection";
  readonly features: readonly CoverageFeature[];
}

/** One feature for each neighbourhood that at least one of the instructors covers, naming who covers it (AREA-4). */
export function coverageOf(areas: ReadonlyMap<UserId, readonly NeighborhoodKey[]>): CoverageCollection {
  const instructorIdsByKey = new Map<NeighborhoodKey, UserId[]>();
  for (const [instructorId, keys] of areas) {
    for (const key of keys) instructorIdsByKey.set(key, [...(instructorIdsByKey.get(key) ?? []), instructorId]);
  }
  return { type: "FeatureCollection", features: [...instructorIdsByKey].flatMap(([key, ids]) => toFeature(key, ids)) };
}

function toFeature(key: NeighborhoodKey, instructorIds: readonly UserId[]): CoverageFeature[] {
  const neighborhood = findNeighborhood(key);
  if (!neighborhood) return [];
  const { name, borough } = neighborhood;
  return [
    {
      type: "Feature",
      properties: { neighborhoodKey: key, name, borough, regionType: "nyc", instructorIds },
      geometry: { type: "MultiPolygon", coordinates: outlinesOf(key).flatMap((outline) => outline.polygons) },
    },
  ];
}
