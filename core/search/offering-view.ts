import type { InstructorServiceId, ServiceId, UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { Instant } from "../time.ts";
import { requireCatalogService, requireCategory, requireSubcategory } from "./catalog.ts";
import { inOrder } from "./filter-selections.ts";
import { type InstructorService, minHourlyRateCents, type OfferingTerms } from "./instructor-service.ts";

/** An offering as its owner sees it. */
export interface OfferingView extends Omit<OfferingTerms, "description" | "requirements"> {
  readonly instructorServiceId: InstructorServiceId;
  readonly instructorId: UserId;
  readonly serviceId: ServiceId;
  readonly serviceName: string;
  readonly categoryName: string;
  readonly subcategorySlug: string;
  readonly minHourlyRateCents: Cents;
  readonly description: string | null;
  readonly requirements: string | null;
  readonly isActive: boolean;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export function offeringView(offering: InstructorService): OfferingView {
  const { instructorServiceId, instructorId, serviceId, serviceName, categoryId, isActive, version, createdAt, updatedAt } = offering;
  const { formatPrices, durationOptions, ageGroups, filterSelections, description, requirements, equipmentRequired } = offering;
  return {
    instructorServiceId,
    instructorId,
    serviceId,
    serviceName,
    categoryName: requireCategory(categoryId).name,
    subcategorySlug: requireSubcategory(requireCatalogService(serviceId).subcategoryId).slug,
    formatPrices,
    minHourlyRateCents: minHourlyRateCents(offering),
    durationOptions,
    ageGroups,
    filterSelections: inOrder(filterSelections),
    description: description ?? null,
    requirements: requirements ?? null,
    equipmentRequired,
    isActive,
    version,
    createdAt,
    updatedAt,
  };
}
