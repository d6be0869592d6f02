import type { Cents } from "../../core/money.ts";
import type { FormatPrice, PricingFormat } from "../../core/payments/pricing-format.ts";

/** Hourly rates as golden files write them. */
export type Rates = Readonly<Partial<Record<PricingFormat, Cents>>>;

export function pricesOf(rates: Rates): FormatPrice[] {
  const formats = ["student_location", "instructor_location", "online"] as const;
  return formats.flatMap((format) => {
    const hourlyRateCents = rates[format];
    return hourlyRateCents === undefined ? [] : [{ format, hourlyRateCents }];
  });
}
