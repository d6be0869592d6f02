import { createHmac } from "node:crypto";
import type { UserId } from "../ids.ts";
import type { Point } from "../places/point.ts";
import { normalizedAddress } from "./places.ts";

/**
 * A public stand-in for the exact point, 150 to 300 metres away (PLP-6). Direction and distance come from a keyed hash of instructor and
 * address: the same address always blurs to the same point, so averaging many answers reveals nothing.
 */
export function blurredPoint(blurKey: string, instructorId: UserId, address: string, exact: Point): Point {
  const hash = createHmac("sha256", blurKey)
    .update(`${instructorId}|${normalizedAddress(address)}`, "utf8")
    .digest();
  const distanceMetres = 150 + 150 * (hash.readUInt32BE(0) / 2 ** 32);
  const angle = 2 * Math.PI * (hash.readUInt32BE(4) / 2 ** 32);
  const metresPerDegreeLongitude = 111_319.49 * Math.cos((exact.lat * Math.PI) / 180);
  return {
    lat: toFiveDecimals(exact.lat + (distanceMetres * Math.cos(angle)) / 111_132.95),
    lng: toFiveDecimals(exact.lng + (distanceMetres * Math.sin(angle)) / metresPerDegreeLongitude),
  };
}

/** Half away from zero. */
function toFiveDecimals(degrees: number): number {
  return (Math.sign(degrees) * Math.round(Math.abs(degrees) * 1e5)) / 1e5;
}
