import type { ExampleBuilder } from "../support/example.ts";

export const examples: Record<string, ExampleBuilder> = {
  listServiceCategories: async () => ({ as: "visitor" }),
  getServiceCategory: async () => ({ as: "visitor", params: { categorySlug: "music" } }),
  listCatalogServices: async () => ({ as: "visitor", query: { category: "music" } }),
  getCatalogService: async () => ({ as: "visitor", params: { serviceIdOrSlug: "piano" } }),
  searchServices: async () => ({ as: "visitor", query: { q: "piano" } }),
};
