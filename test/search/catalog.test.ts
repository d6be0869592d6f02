import { describe, expect, it } from "vitest";
import { isId } from "../../core/ids.ts";
import {
  catalogServices,
  categories,
  filterDefinitions,
  findCatalogService,
  findSubcategory,
  requireCatalogService,
  requireCategory,
} from "../../core/search/catalog.ts";
import { categoryView, filterViews, serviceSummary, serviceView, subcategoryView } from "../../core/search/catalog-views.ts";
import { AGE_GROUPS } from "../../core/search/category.ts";
import { listCatalogServices } from "../../core/search/list-catalog-services.ts";

describe("catalog", () => {
  const subcategories = categories().flatMap((category) => category.subcategories);

  it("CAT-1 seeds seven categories, 83 subcategories and 281 services with ids and unique slugs", () => {
    expect(categories()).toHaveLength(7);
    expect(subcategories).toHaveLength(83);
    expect(catalogServices()).toHaveLength(281);
    expect(categories().every((category) => isId("cat", category.categoryId))).toBe(true);
    expect(subcategories.every((subcategory) => isId("sub", subcategory.subcategoryId))).toBe(true);
    expect(catalogServices().every((service) => isId("svc", service.serviceId))).toBe(true);
    expect(new Set(catalogServices().map((service) => service.slug)).size).toBe(281);
    expect(new Set(subcategories.map((subcategory) => subcategory.path)).size).toBe(83);
  });

  it("reads a data file that keeps the promised types", () => {
    for (const service of catalogServices()) {
      expect(service.ageGroups.length).toBeGreaterThan(0);
      expect(service.ageGroups.every((group) => AGE_GROUPS.includes(group))).toBe(true);
      expect(service.typicalDurationsMinutes.length).toBeGreaterThan(0);
      for (const related of service.alsoMatches) expect(findCatalogService(related.slug)).toBeDefined();
    }
    expect(filterDefinitions()).toHaveLength(10);
    expect(filterDefinitions().every((definition) => definition.type === "multi_select")).toBe(true);
  });

  it("TX-1 gives every subcategory a skill level, and only options that are defined", () => {
    for (const subcategory of subcategories) {
      expect(subcategory.filters.map((filter) => filter.key)).toContain("skill_level");
      for (const filter of subcategory.filters) {
        const definition = filterDefinitions().find((candidate) => candidate.key === filter.key);
        expect(definition?.options.map((option) => option.value)).toEqual(expect.arrayContaining([...filter.options]));
      }
    }
  });

  it("CAT-1 finds by id and by slug, and refuses the unknown", () => {
    const piano = requireCatalogService("piano");
    expect(requireCatalogService(piano.serviceId)).toBe(piano);
    expect(requireCategory("music").categoryId).toBe(piano.categoryId);
    expect(findSubcategory("music/piano")?.subcategoryId).toBe(piano.subcategoryId);
    expect(() => requireCatalogService("quidditch")).toThrowError(expect.objectContaining({ code: "CATALOG_SERVICE_NOT_FOUND" }));
    expect(() => requireCategory("quidditch")).toThrowError(expect.objectContaining({ code: "CATEGORY_NOT_FOUND" }));
  });
});

describe("catalog views", () => {
  it("CAT-1 counts what lies below a category", () => {
    expect(categoryView(requireCategory("music"))).toMatchObject({
      slug: "music",
      displayOrder: 1,
      description: null,
      subcategoryCount: 12,
    });
    const total = categories().reduce((sum, category) => sum + categoryView(category).serviceCount, 0);
    expect(total).toBe(281);
    const [piano] = requireCategory("music").subcategories;
    expect(piano && subcategoryView(piano)).toMatchObject({ slug: "piano", name: "Piano", serviceCount: 3 });
  });

  it("TX-1 shows of each filter the options that apply to the subcategory", () => {
    const piano = findSubcategory("music/piano");
    const goal = piano && filterViews(piano).find((filter) => filter.key === "goal");
    expect(goal?.options.map((option) => option.value).toSorted()).toEqual(["audition_prep", "competition", "hobby", "performance"]);
  });

  it("shows a service with the names above it, and in short", () => {
    const keyboard = requireCatalogService("keyboard");
    expect(serviceView(keyboard)).toMatchObject({
      id: keyboard.serviceId,
      categorySlug: "music",
      categoryName: "Music",
      subcategorySlug: "piano",
      description: null,
    });
    expect(Object.keys(serviceSummary(keyboard)).toSorted()).toEqual(["ageGroups", "displayOrder", "id", "name", "slug", "subcategoryId"]);
  });
});

describe("list of services", () => {
  it("lists all in the order of the tree, or one branch or leaf of it", () => {
    expect(listCatalogServices({})).toHaveLength(281);
    expect(listCatalogServices({ category: "music", subcategory: "piano" }).map((service) => service.slug)).toEqual([
      "piano",
      "keyboard",
      "accordion",
    ]);
    expect(listCatalogServices({ subcategory: "piano" })).toHaveLength(3);
    expect(() => listCatalogServices({ category: "dance", subcategory: "piano" })).toThrowError(
      expect.objectContaining({ code: "CATEGORY_NOT_FOUND" }),
    );
  });

  it("filters by age group and by online lessons", () => {
    expect(listCatalogServices({ ageGroup: "toddler" }).every((service) => service.ageGroups.includes("toddler"))).toBe(true);
    const online = listCatalogServices({ online: true }).length;
    expect(online + listCatalogServices({ online: false }).length).toBe(281);
  });
});
