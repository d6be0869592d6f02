import type { ServiceId } from "../ids.ts";
import type { Cents } from "../money.ts";
import { catalogServices, categories } from "./catalog.ts";
import type { AgeGroup, CatalogService, Category } from "./category.ts";

/** What the catalog knows of a service's market; recomputed daily (CAT-4). */
export interface ServiceStats {
  readonly serviceId: ServiceId;
  readonly activeInstructors: number;
  readonly minRateCents?: Cents;
  readonly maxRateCents?: Cents;
  readonly demandScore: number;
  readonly isTrending: boolean;
  /** An active offering for toddlers or kids is there (CAT-3). */
  readonly kidsAvailable: boolean;
}

export type StatsByService = ReadonlyMap<ServiceId, ServiceStats>;

export interface ServiceWithStats {
  readonly service: CatalogService;
  readonly stats: ServiceStats;
}

export interface CategoryServices {
  readonly category: Category;
  readonly services: readonly ServiceWithStats[];
}

/** The first offered services of each category; a category without any is listed too (CAT-9). */
export function topServicesPerCategory(stats: StatsByService, limit: number): CategoryServices[] {
  return categories().map((category) => ({
    category,
    services: servicesOf(category, stats).filter(isOffered).toSorted(byDisplayOrder).slice(0, limit),
  }));
}

/** All services of each category, the offered ones first (CAT-10). */
export function servicesWithInstructors(stats: StatsByService): CategoryServices[] {
  return categories().map((category) => ({
    category,
    services: servicesOf(category, stats).toSorted(
      (one, other) => Number(isOffered(other)) - Number(isOffered(one)) || byDisplayOrder(one, other),
    ),
  }));
}

/** The services that somebody teaches to children (CAT-3). */
export function kidsAvailableServices(stats: StatsByService): CatalogService[] {
  return catalogServices().filter((service) => statsOf(service, stats).kidsAvailable);
}

/** An offering that names no age group is for everyone, children included (CAT-3). */
export function isForKids({ ageGroups }: { readonly ageGroups: readonly AgeGroup[] }): boolean {
  return ageGroups.length === 0 || ageGroups.includes("toddler") || ageGroups.includes("kids");
}

export function statsOf({ serviceId }: CatalogService, stats: StatsByService): ServiceStats {
  return stats.get(serviceId) ?? { serviceId, activeInstructors: 0, demandScore: 0, isTrending: false, kidsAvailable: false };
}

function servicesOf(category: Category, stats: StatsByService): ServiceWithStats[] {
  return category.subcategories
    .flatMap((subcategory) => subcategory.services)
    .map((service) => ({ service, stats: statsOf(service, stats) }));
}

function isOffered({ stats }: ServiceWithStats): boolean {
  return stats.activeInstructors > 0;
}

function byDisplayOrder(one: ServiceWithStats, other: ServiceWithStats): number {
  return one.service.displayOrder - other.service.displayOrder || (one.service.name < other.service.name ? -1 : 1);
}
