import type { LocationType } from "../bookings/location-type.ts";
import type { Cents } from "../money.ts";

/** What an instructor sets a price for: going to the student, receiving the student, or teaching online. */
export type PricingFormat = "student_location" | "instructor_location" | "online";

export type Modality = "in_person" | "remote";

/** What one hour costs in one format. A format without a price is not offered. */
export interface FormatPrice {
  readonly format: PricingFormat;
  readonly hourlyRateCents: Cents;
}

/** The price that applies at the place (PR-3), or undefined where the offering has none. */
export function rateAt(locationType: LocationType, prices: readonly FormatPrice[]): FormatPrice | undefined {
  const candidates = formatsFor(locationType).map((format) => prices.find((price) => price.format === format));
  return candidates.find((price) => price !== undefined);
}

/** Only `online` is remote; nothing is inferred from the words of a meeting place (PR-4). */
export function modalityOf(locationType: LocationType): Modality {
  return locationType === "online" ? "remote" : "in_person";
}

// Meeting half-way is priced as receiving the student where that has a price, because the instructor travels no farther than to work.
function formatsFor(locationType: LocationType): readonly PricingFormat[] {
  return locationType === "neutral_location" ? ["instructor_location", "student_location"] : [locationType];
}
