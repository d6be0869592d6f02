import type { CategoryId, ServiceId, SubcategoryId } from "../ids.ts";
import type { HourlyFloors } from "./accept-offering.ts";
import { filterDefinitions, requireCategory, requireSubcategory } from "./catalog.ts";
import type { CatalogService, Category, FilterDefinition, Subcategory } from "./category.ts";

export interface CategoryView extends Pick<Category, "slug" | "name" | "subtitle" | "iconName" | "displayOrder"> {
  readonly id: CategoryId;
  readonly description: string | null;
  readonly subcategoryCount: number;
  readonly serviceCount: number;
}

export function categoryView(category: Category): CategoryView {
  const { categoryId, slug, name, subtitle, iconName, displayOrder, subcategories } = category;
  const serviceCount = subcategories.reduce((sum, subcategory) => sum + subcategory.services.length, 0);
  return {
    id: categoryId,
    slug,
    name,
    subtitle,
    description: null,
    iconName,
    displayOrder,
    subcategoryCount: subcategories.length,
    serviceCount,
  };
}

export interface SubcategoryView extends Pick<Subcategory, "slug" | "name" | "displayOrder"> {
  readonly id: SubcategoryId;
  readonly serviceCount: number;
}

export function subcategoryView({ subcategoryId, slug, name, displayOrder, services }: Subcategory): SubcategoryView {
  return { id: subcategoryId, slug, name, displayOrder, serviceCount: services.length };
}

/** The definitions of the subcategory's filters, with the options that apply there only, in display order. */
export function filterViews({ filters }: Subcategory): FilterDefinition[] {
  return filters.flatMap(({ key, options }) => {
    const definition = filterDefinitions().find((candidate) => candidate.key === key);
    return definition ? [{ ...definition, options: definition.options.filter((option) => options.includes(option.value)) }] : [];
  });
}

/** The least that names a service: the minimal fields of a list, and the leaves of a tree. */
export interface ServiceSummary extends Pick<CatalogService, "slug" | "name" | "ageGroups" | "displayOrder"> {
  readonly id: ServiceId;
  readonly subcategoryId: SubcategoryId;
}

export function serviceSummary({ serviceId, slug, name, subcategoryId, ageGroups, displayOrder }: CatalogService): ServiceSummary {
  return { id: serviceId, slug, name, subcategoryId, ageGroups, displayOrder };
}

export interface ServiceView extends ServiceSummary, Omit<CatalogService, "serviceId" | "categoryId"> {
  readonly description: string | null;
  readonly categorySlug: string;
  readonly categoryName: string;
  readonly subcategorySlug: string;
}

export function serviceView(service: CatalogService): ServiceView {
  const { serviceId, categoryId, ...shown } = service;
  const category = requireCategory(categoryId);
  return {
    ...shown,
    id: serviceId,
    description: null,
    categorySlug: category.slug,
    categoryName: category.name,
    subcategorySlug: requireSubcategory(service.subcategoryId).slug,
  };
}

export interface PriceFloorsView {
  readonly inPersonCents: number;
  readonly onlineCents: number;
}

export function priceFloorsView({ privateInPerson, privateRemote }: HourlyFloors): PriceFloorsView {
  return { inPersonCents: privateInPerson, onlineCents: privateRemote };
}
