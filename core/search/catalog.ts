import { DomainError } from "../errors.ts";
import type { CatalogService, Category, FilterDefinition, Subcategory } from "./category.ts";
import { type Catalog, loadCatalog } from "./load-catalog.ts";
import { CATALOG_SERVICE_NOT_FOUND, CATEGORY_NOT_FOUND } from "./search-errors.ts";

/** The categories with all below them, each level in display order. */
export function categories(): readonly Category[] {
  return catalog().categories;
}

/** Every service, in the order of the tree. */
export function catalogServices(): readonly CatalogService[] {
  return catalog().services;
}

export function filterDefinitions(): readonly FilterDefinition[] {
  return catalog().filterDefinitions;
}

export function findCategory(slugOrId: string): Category | undefined {
  return categories().find((category) => category.slug === slugOrId || category.categoryId === slugOrId);
}

export function requireCategory(slugOrId: string): Category {
  const category = findCategory(slugOrId);
  if (!category) throw new DomainError(CATEGORY_NOT_FOUND, "There is no such category; list the categories.");
  return category;
}

/** By id, or by path (`music/piano`). */
export function findSubcategory(pathOrId: string): Subcategory | undefined {
  return catalog().subcategoryByKey.get(pathOrId);
}

/** The catalog's levels share one refusal: to a caller, a subcategory is a category further down. */
export function requireSubcategory(pathOrId: string): Subcategory {
  const subcategory = findSubcategory(pathOrId);
  if (!subcategory) throw new DomainError(CATEGORY_NOT_FOUND, "There is no such subcategory; list the category.");
  return subcategory;
}

/** By id or slug; both are unique in the whole catalog. */
export function findCatalogService(slugOrId: string): CatalogService | undefined {
  return catalog().serviceByKey.get(slugOrId);
}

export function requireCatalogService(slugOrId: string): CatalogService {
  const service = findCatalogService(slugOrId);
  if (!service) throw new DomainError(CATALOG_SERVICE_NOT_FOUND, "There is no such service; list the catalog.");
  return service;
}

let kept: Catalog | undefined;

function catalog(): Catalog {
  kept ??= loadCatalog();
  return kept;
}
