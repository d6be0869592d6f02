import type { CategoryId, ServiceId, SubcategoryId } from "../ids.ts";

export type AgeGroup = "toddler" | "kids" | "teens" | "adults";
export const AGE_GROUPS = ["toddler", "kids", "teens", "adults"] as const satisfies readonly AgeGroup[];

/** One of the seven top branches of what is taught. */
export interface Category {
  readonly categoryId: CategoryId;
  readonly slug: string;
  readonly name: string;
  readonly subtitle: string;
  readonly iconName: string;
  readonly displayOrder: number;
  readonly synonyms: readonly string[];
  readonly subcategories: readonly Subcategory[];
}

export interface Subcategory {
  readonly subcategoryId: SubcategoryId;
  readonly categoryId: CategoryId;
  readonly slug: string;
  /** `{category}/{slug}`, unique. */
  readonly path: string;
  readonly name: string;
  readonly displayOrder: number;
  readonly synonyms: readonly string[];
  /** Which filters, and which of their options, apply to its services (TX-1). */
  readonly filters: readonly SubcategoryFilter[];
  readonly services: readonly CatalogService[];
}

export interface SubcategoryFilter {
  readonly key: string;
  readonly options: readonly string[];
}

/** Something that can be taught. Its slug never changes once published (CAT-1). */
export interface CatalogService {
  readonly serviceId: ServiceId;
  readonly subcategoryId: SubcategoryId;
  readonly categoryId: CategoryId;
  readonly slug: string;
  readonly name: string;
  readonly displayOrder: number;
  readonly synonyms: readonly string[];
  readonly ageGroups: readonly AgeGroup[];
  readonly onlineCapable: boolean;
  readonly requiresCertification: boolean;
  readonly defaultDurationMinutes: number;
  readonly typicalDurationsMinutes: readonly number[];
  /** Near relatives that answer a search for this service too. */
  readonly alsoMatches: readonly RelatedService[];
}

export interface RelatedService {
  readonly slug: string;
  readonly relevance: number;
}

export interface FilterDefinition {
  readonly key: string;
  readonly label: string;
  readonly type: "multi_select";
  readonly options: readonly { readonly value: string; readonly label: string }[];
}
