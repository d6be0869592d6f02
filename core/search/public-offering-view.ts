import type { InstructorServiceId, ServiceId } from "../ids.ts";
import type { Cents } from "../money.ts";
import { requireCatalogService } from "./catalog.ts";
import { inOrder } from "./filter-selections.ts";
import { type InstructorService, minHourlyRateCents, type OfferingTerms } from "./instructor-service.ts";

/** An offering on its instructor's page. Unavailable formats have no price and are left out (PUB-10). */
export interface PublicOfferingView extends Omit<OfferingTerms, "description" | "requirements"> {
  readonly instructorServiceId: InstructorServiceId;
  readonly serviceId: ServiceId;
  readonly serviceSlug: string;
  readonly name: string;
  readonly description: string | null;
  readonly requirements: string | null;
  readonly minHourlyRateCents: Cents;
}

/** In the catalog's display order, then by name. */
export function publicOfferingViews(offerings: readonly InstructorService[]): PublicOfferingView[] {
  return offerings
    .map((offering) => ({ offering, service: requireCatalogService(offering.serviceId) }))
    .toSorted((one, other) => one.service.displayOrder - other.service.displayOrder || (one.service.name < other.service.name ? -1 : 1))
    .map(({ offering, service }) => ({
      instructorServiceId: offering.instructorServiceId,
      serviceId: service.serviceId,
      serviceSlug: service.slug,
      name: service.name,
      description: offering.description ?? null,
      requirements: offering.requirements ?? null,
      equipmentRequired: offering.equipmentRequired,
      formatPrices: offering.formatPrices,
      minHourlyRateCents: minHourlyRateCents(offering),
      durationOptions: offering.durationOptions,
      ageGroups: offering.ageGroups,
      filterSelections: inOrder(offering.filterSelections),
    }));
}
