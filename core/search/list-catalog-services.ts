import { catalogServices, categories, requireCategory, requireSubcategory } from "./catalog.ts";
import type { AgeGroup, CatalogService, Category, Subcategory } from "./category.ts";

export interface ServiceFilter {
  /** Slug or id. */
  readonly category?: string;
  readonly subcategory?: string;
  readonly ageGroup?: AgeGroup;
  readonly online?: boolean;
}

/** The services that satisfy every given condition, in the order of the tree. */
export function listCatalogServices({ category, subcategory, ageGroup, online }: ServiceFilter): CatalogService[] {
  const branch = category === undefined ? undefined : requireCategory(category);
  const leaf = subcategory === undefined ? undefined : subcategoryIn(branch, subcategory);
  const services = leaf?.services ?? branch?.subcategories.flatMap((candidate) => candidate.services) ?? catalogServices();
  return services
    .filter((service) => ageGroup === undefined || service.ageGroups.includes(ageGroup))
    .filter((service) => online === undefined || service.onlineCapable === online);
}

/** A slug is unique within its category only; without one, the first category that has it wins. */
function subcategoryIn(branch: Category | undefined, slugOrId: string): Subcategory {
  const found = (branch ? [branch] : categories())
    .flatMap((category) => category.subcategories)
    .find((candidate) => candidate.slug === slugOrId || candidate.subcategoryId === slugOrId);
  return found ?? requireSubcategory(`${branch?.slug ?? ""}/${slugOrId}`);
}
