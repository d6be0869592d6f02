/** A place on earth, WGS84 degrees. */
export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** `[west, south, east, north]` in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

export function isInBox(point: Point, [west, south, east, north]: Box): boolean {
  return point.lng >= west && point.lng <= east && point.lat >= south && point.lat <= north;
}
