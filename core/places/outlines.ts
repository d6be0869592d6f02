import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BoroughKey } from "./boroughs.ts";
import type { NeighborhoodKey } from "./neighborhoods.ts";
import { type Box, isInBox, type Point } from "./point.ts";

type Position = readonly [lng: number, lat: number];
/** A closed line: its last position repeats the first. */
type Ring = readonly Position[];
type PolygonRings = readonly Ring[];

/** The outline of one tabulation area. A neighbourhood is one or several of them; non-residential ones belong to none. */
export interface Outline {
  readonly ntaCode: string;
  readonly name: string;
  readonly borough: BoroughKey;
  readonly neighborhoodKey: NeighborhoodKey | null;
  readonly polygons: readonly PolygonRings[];
  readonly box: Box;
}

/** A contract whose function looks at outlines ships this file (`files`): read when first needed, it weighs on no bundle and no cold start. */
export const OUTLINES_FILE = "core/places/data/neighborhood-shapes.json";

/** All 262 outlines. */
export function outlines(): readonly Outline[] {
  kept ??= shapesDocument().features.map(toOutline);
  return kept;
}

export function outlinesOf(key: NeighborhoodKey): readonly Outline[] {
  keptByKey ??= Map.groupBy(
    outlines().filter((outline) => outline.neighborhoodKey !== null),
    (outline) => outline.neighborhoodKey,
  );
  return keptByKey.get(key) ?? [];
}

/** Even-odd over all rings of the outline, so that holes count as outside (PLC-7). */
export function contains(outline: Outline, point: Point): boolean {
  if (!isInBox(point, outline.box)) return false;
  let crossings = 0;
  for (const [from, to] of segmentsOf(outline)) {
    const straddles = from[1] > point.lat !== to[1] > point.lat;
    if (straddles && point.lng < from[0] + ((point.lat - from[1]) / (to[1] - from[1])) * (to[0] - from[0])) crossings += 1;
  }
  return crossings % 2 === 1;
}

const KM_PER_DEGREE_LATITUDE = 111.13295;
const KM_PER_DEGREE_LONGITUDE_AT_EQUATOR = 111.31949;

/** Kilometres from the point to the nearest segment of the outline, on a plane through the point (PLC-8). */
export function distanceToEdgeKm(outline: Outline, point: Point): number {
  const kmPerDegreeLongitude = KM_PER_DEGREE_LONGITUDE_AT_EQUATOR * Math.cos((point.lat * Math.PI) / 180);
  let nearestSquared = Number.POSITIVE_INFINITY;
  for (const [from, to] of segmentsOf(outline)) {
    const fromX = (from[0] - point.lng) * kmPerDegreeLongitude;
    const fromY = (from[1] - point.lat) * KM_PER_DEGREE_LATITUDE;
    const alongX = (to[0] - from[0]) * kmPerDegreeLongitude;
    const alongY = (to[1] - from[1]) * KM_PER_DEGREE_LATITUDE;
    const lengthSquared = alongX * alongX + alongY * alongY;
    const share = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, -(fromX * alongX + fromY * alongY) / lengthSquared));
    nearestSquared = Math.min(nearestSquared, (fromX + share * alongX) ** 2 + (fromY + share * alongY) ** 2);
  }
  return Math.sqrt(nearestSquared);
}

function* segmentsOf(outline: Outline): Generator<readonly [from: Position, to: Position]> {
  for (const polygon of outline.polygons) {
    for (const ring of polygon) {
      let from: Position | undefined;
      for (const to of ring) {
        if (from) yield [from, to];
        from = to;
      }
    }
  }
}

let kept: readonly Outline[] | undefined;
let keptByKey: ReadonlyMap<NeighborhoodKey | null, readonly Outline[]> | undefined;

interface Feature {
  readonly properties: Pick<Outline, "ntaCode" | "name" | "borough" | "neighborhoodKey">;
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: PolygonRings }
    | { readonly type: "MultiPolygon"; readonly coordinates: readonly PolygonRings[] };
}

function toOutline({ properties, geometry }: Feature): Outline {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const positions = polygons.flat(2);
  const longitudes = positions.map(([lng]) => lng);
  const latitudes = positions.map(([, lat]) => lat);
  const box: Box = [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
  return { ...properties, polygons, box };
}

/** `test/places/find-neighborhood-at.test.ts` holds the file to these types. */
function shapesDocument(): { readonly features: readonly Feature[] } {
  return JSON.parse(readFileSync(join(process.cwd(), OUTLINES_FILE), "utf8"));
}
