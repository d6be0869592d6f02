import { geocode } from "../clients/maps.ts";
import { newId, type UserId } from "../ids.ts";
import { findNeighborhoodAt } from "../places/find-neighborhood-at.ts";
import type { Point } from "../places/point.ts";
import { secret } from "../secrets.ts";
import type { Instant } from "../time.ts";
import { blurredPoint } from "./blurred-point.ts";
import type { PreferredPlace } from "./instructor-profile.ts";
import { normalizedAddress, type WantedPlace } from "./places.ts";

/**
 * Turns wanted places into places, asking the map about new addresses. It belongs to one request and remembers what it was told, so that
 * a repeated attempt to commit asks nothing again.
 */
export class PlaceFinder {
  readonly #instructorId: UserId;
  readonly #now: Instant;
  readonly #found = new Map<string, Promise<Found>>();

  constructor(instructorId: UserId, now: Instant) {
    this.#instructorId = instructorId;
    this.#now = now;
  }

  settle(wanted: readonly WantedPlace[]): Promise<PreferredPlace[]> {
    return Promise.all(wanted.map((place) => this.#settleOne(place)));
  }

  async #settleOne(place: WantedPlace): Promise<PreferredPlace> {
    const { kind, address, label, position, kept } = place;
    const shown = { kind, address, ...(label === undefined ? {} : { label }), position };
    if (kept) return { ...withoutLabel(kept), ...shown };
    const key = `${kind} ${normalizedAddress(address)}`;
    const found = this.#found.get(key) ?? this.#find(place);
    this.#found.set(key, found);
    return { placeId: newId("plc", this.#now), ...shown, ...(await found) };
  }

  async #find({ kind, address, providerPlaceId }: WantedPlace): Promise<Found> {
    const place = await geocode(providerPlaceId === undefined ? { address } : { placeId: providerPlaceId });
    if (!place) return {};
    const { lat, lng, placeId } = place;
    const neighborhoodKey = findNeighborhoodAt({ lat, lng })?.neighborhood.key;
    return {
      geo: { lat, lng, providerPlaceId: placeId },
      ...(kind === "teaching_location" ? await this.#blurred(address, { lat, lng }) : {}),
      ...(neighborhoodKey === undefined ? {} : { neighborhoodKey }),
    };
  }

  /** Public spaces are public; only where somebody may live is blurred (PLP-5). */
  async #blurred(address: string, exact: Point): Promise<Found> {
    const { lat, lng } = blurredPoint(await secret("LOCATION_BLUR_KEY"), this.#instructorId, address, exact);
    return { approxLat: lat, approxLng: lng };
  }
}

/** What the map knows of an address; nothing when it does not know it or cannot be asked (PLP-4). */
type Found = Pick<PreferredPlace, "geo" | "approxLat" | "approxLng" | "neighborhoodKey">;

function withoutLabel({ label: _, ...place }: PreferredPlace): PreferredPlace {
  return place;
}
