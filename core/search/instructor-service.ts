import type { CategoryId, InstructorServiceId, ServiceId, UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { FormatPrice, PricingFormat } from "../payments/pricing-format.ts";
import type { Instant } from "../time.ts";
import type { AgeGroup } from "./category.ts";
import type { FilterSelections } from "./filter-selections.ts";

/** An offering: one instructor teaches one service of the catalog on these terms. */
export interface InstructorService extends OfferingTerms {
  readonly instructorServiceId: InstructorServiceId;
  readonly instructorId: UserId;
  readonly serviceId: ServiceId;
  /** Copies from the catalog, so that a booking reads nothing but the offering. */
  readonly serviceName: string;
  readonly categoryId: CategoryId;
  /** False once removed while a booking refers to it (OFF-6). */
  readonly isActive: boolean;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What the instructor decides about an offering. */
export interface OfferingTerms {
  /** At least one, one for each format, in the order of `PRICING_FORMATS`. */
  readonly formatPrices: readonly FormatPrice[];
  /** Ascending. */
  readonly durationOptions: readonly number[];
  readonly ageGroups: readonly AgeGroup[];
  readonly filterSelections: FilterSelections;
  readonly description?: string;
  readonly requirements?: string;
  readonly equipmentRequired: readonly string[];
}

/** The order in which formats are listed wherever they are shown. */
export const PRICING_FORMATS = ["student_location", "instructor_location", "online"] as const satisfies readonly PricingFormat[];

export function formatsOf(offering: Pick<OfferingTerms, "formatPrices">): PricingFormat[] {
  return offering.formatPrices.map((price) => price.format);
}

export function minHourlyRateCents(offering: Pick<OfferingTerms, "formatPrices">): Cents {
  return Math.min(...offering.formatPrices.map((price) => price.hourlyRateCents));
}

/** The next version of an offering, on these terms alone; one that was inactive is active again. */
export function withTerms(offering: InstructorService, terms: OfferingTerms, now: Instant): InstructorService {
  const { instructorServiceId, instructorId, serviceId, serviceName, categoryId, version, createdAt } = offering;
  const identity = { instructorServiceId, instructorId, serviceId, serviceName, categoryId, createdAt };
  return { ...identity, ...terms, isActive: true, version: version + 1, updatedAt: now };
}

/** Only what the instructor decides. */
export function termsOf(offering: InstructorService): OfferingTerms {
  const { formatPrices, durationOptions, ageGroups, filterSelections, description, requirements, equipmentRequired } = offering;
  return {
    formatPrices,
    durationOptions,
    ageGroups,
    filterSelections,
    ...(description === undefined ? {} : { description }),
    ...(requirements === undefined ? {} : { requirements }),
    equipmentRequired,
  };
}
