import type { CategoryId, ServiceId, SubcategoryId } from "../ids.ts";
import { shippedJson } from "../shipped-file.ts";
import type { CatalogService, Category, FilterDefinition, RelatedService, Subcategory } from "./category.ts";

/** A contract whose function looks into the catalog ships this file (`files`). */
export const CATALOG_FILE = "core/search/data/catalog.json";

/** The whole catalog, with an entry for everything that can be asked by key. */
export interface Catalog {
  readonly filterDefinitions: readonly FilterDefinition[];
  readonly categories: readonly Category[];
  readonly services: readonly CatalogService[];
  readonly subcategoryByKey: ReadonlyMap<string, Subcategory>;
  readonly serviceByKey: ReadonlyMap<string, CatalogService>;
}

/** Builds the catalog from its file: about two milliseconds, once per process. */
export function loadCatalog(): Catalog {
  const { filterDefinitions, categories } = shippedJson<CatalogDocument>(CATALOG_FILE);
  const built = inDisplayOrder(categories).map(toCategory);
  const subcategories = built.flatMap((category) => category.subcategories);
  const services = subcategories.flatMap((subcategory) => subcategory.services);
  return {
    filterDefinitions,
    categories: built,
    services,
    subcategoryByKey: new Map(
      subcategories.flatMap((subcategory) => [
        [subcategory.subcategoryId, subcategory],
        [subcategory.path, subcategory],
      ]),
    ),
    serviceByKey: new Map(
      services.flatMap((service) => [
        [service.serviceId, service],
        [service.slug, service],
      ]),
    ),
  };
}

function toCategory({ id, subcategories, ...category }: CategoryRecord): Category {
  return {
    ...category,
    categoryId: id,
    subcategories: inDisplayOrder(subcategories).map((record) => toSubcategory(record, id, category.slug)),
  };
}

function toSubcategory({ id, services, ...subcategory }: SubcategoryRecord, categoryId: CategoryId, categorySlug: string): Subcategory {
  return {
    ...subcategory,
    subcategoryId: id,
    categoryId,
    path: `${categorySlug}/${subcategory.slug}`,
    services: inDisplayOrder(services).map((record) => toService(record, id, categoryId)),
  };
}

function toService(
  { id, alsoMatches = [], tier: _, ...service }: ServiceRecord,
  subcategoryId: SubcategoryId,
  categoryId: CategoryId,
): CatalogService {
  return { ...service, serviceId: id, subcategoryId, categoryId, alsoMatches };
}

function inDisplayOrder<T extends { readonly displayOrder: number }>(records: readonly T[]): T[] {
  return records.toSorted((one, other) => one.displayOrder - other.displayOrder);
}

interface CategoryRecord extends Omit<Category, "categoryId" | "subcategories"> {
  readonly id: CategoryId;
  readonly subcategories: readonly SubcategoryRecord[];
}

interface SubcategoryRecord extends Omit<Subcategory, "subcategoryId" | "categoryId" | "path" | "services"> {
  readonly id: SubcategoryId;
  readonly services: readonly ServiceRecord[];
}

interface ServiceRecord extends Omit<CatalogService, "serviceId" | "subcategoryId" | "categoryId" | "alsoMatches"> {
  readonly id: ServiceId;
  /** Which generation of the catalog it comes from; nothing depends on it. */
  readonly tier: string;
  readonly alsoMatches?: readonly RelatedService[];
}

/** `test/search/catalog.test.ts` holds the file to these types. */
interface CatalogDocument {
  readonly filterDefinitions: readonly FilterDefinition[];
  readonly categories: readonly CategoryRecord[];
}
