import { DomainError, validationFailed } from "../errors.ts";
import type { PricingFormat } from "../payments/pricing-format.ts";
import { type Neighborhood, type NeighborhoodKey, neighborhoodsOf } from "../places/neighborhoods.ts";
import { SERVICE_AREA_REQUIRED } from "./search-errors.ts";

const MOST_SERVICE_AREAS = 60;

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

export interface ServiceAreaView extends Pick<Neighborhood, "key" | "name" | "borough"> {
  readonly isPrimary: boolean;
}

export function serviceAreaViews(keys: readonly NeighborhoodKey[]): ServiceAreaView[] {
  return neighborhoodsOf(keys).map(({ key, name, borough }, index) => ({ key, name, borough, isPrimary: index === 0 }));
}
