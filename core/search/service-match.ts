import type { InstructorServiceId, ServiceId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { FormatPrice } from "../payments/pricing-format.ts";
import { requireCatalogService } from "./catalog.ts";
import type { AgeGroup } from "./category.ts";
import { formatsOf, type InstructorService, minHourlyRateCents } from "./instructor-service.ts";

/** An offering as a list shows it beside its instructor's card. */
export interface ServiceMatchView {
  readonly instructorServiceId: InstructorServiceId;
  readonly serviceId: ServiceId;
  readonly serviceSlug: string;
  readonly name: string;
  readonly description: string | null;
  readonly minHourlyRateCents: Cents;
  /** The lowest price that the asked format and place leave; without such wishes the lowest of all (SR-12). */
  readonly effectiveHourlyRateCents: Cents;
  readonly formatPrices: readonly FormatPrice[];
  readonly durationOptions: readonly number[];
  readonly ageGroups: readonly AgeGroup[];
  readonly skillLevels: readonly string[];
  readonly offersTravel: boolean;
  readonly offersAtLocation: boolean;
  readonly offersOnline: boolean;
  readonly relevance: number;
}

export function serviceMatchView(offering: InstructorService, relevance: number): ServiceMatchView {
  const { instructorServiceId, serviceId, serviceName, description, formatPrices, durationOptions, ageGroups } = offering;
  const formats = formatsOf(offering);
  return {
    instructorServiceId,
    serviceId,
    serviceSlug: requireCatalogService(serviceId).slug,
    name: serviceName,
    description: description ?? null,
    minHourlyRateCents: minHourlyRateCents(offering),
    effectiveHourlyRateCents: minHourlyRateCents(offering),
    formatPrices,
    durationOptions,
    ageGroups,
    skillLevels: skillLevelsOf(offering),
    offersTravel: formats.includes("student_location"),
    offersAtLocation: formats.includes("instructor_location"),
    offersOnline: formats.includes("online"),
    relevance,
  };
}

export function skillLevelsOf({ filterSelections }: Pick<InstructorService, "filterSelections">): readonly string[] {
  return filterSelections.skill_level ?? [];
}
