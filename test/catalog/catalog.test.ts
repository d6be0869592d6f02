import { describe, expect, it } from "vitest";
import { catalogServices, categories, requireCatalogService } from "../../core/search/catalog.ts";
import { serviceSummary, serviceView } from "../../core/search/catalog-views.ts";
import * as getCatalogService from "../../functions/catalog/get-catalog-service.ts";
import * as getServiceCategory from "../../functions/catalog/get-service-category.ts";
import * as listCatalogServices from "../../functions/catalog/list-catalog-services.ts";
import * as listServiceCategories from "../../functions/catalog/list-service-categories.ts";
import { setClock, useClock } from "../support/clock.ts";
import { liveInstructor } from "../support/instructors.ts";
import { invoke } from "../support/invoke.ts";
import { withoutRateLimits } from "../support/rate-limits.ts";
import { useTable } from "../support/table.ts";

useTable();
useClock("2026-03-09T14:00:00.000Z");
withoutRateLimits();

describe("listServiceCategories", () => {
  it("CAT-1 lists the seven categories in order, for anyone", async () => {
    const answer = await invoke(listServiceCategories);
    expect(answer.body.items.map(({ slug }) => slug)).toEqual(categories().map(({ slug }) => slug));
    expect(answer.body.items[0]).toMatchObject({ slug: "music", subcategoryCount: 12, serviceCount: 36, description: null });
  });

  it("CAT-11 may be kept for an hour and asked again by its ETag", async () => {
    const { headers } = await invoke(listServiceCategories);
    expect(headers["cache-control"]).toContain("public, max-age=3600");
    const again = await invoke(listServiceCategories, { headers: { "if-none-match": headers.etag ?? "" } });
    expect(again.status).toBe(304);
  });
});

describe("getServiceCategory", () => {
  it("CAT-1 shows the subcategories in display order", async () => {
    const { body } = await invoke(getServiceCategory, { params: { categorySlug: "music" } });
    expect(body.subcategories.map(({ displayOrder }) => displayOrder)).toEqual(body.subcategories.map((_, index) => index + 1));
    expect(body.subcategories.reduce((sum, { serviceCount }) => sum + serviceCount, 0)).toBe(body.serviceCount);
  });

  it("CATEGORY_NOT_FOUND answers an unknown slug and one that cannot be", async () => {
    for (const categorySlug of ["magic", "%20"]) {
      const { status, problem } = await invoke(getServiceCategory, { params: { categorySlug } });
      expect([status, problem.code]).toEqual([404, "CATEGORY_NOT_FOUND"]);
    }
  });
});

describe("listCatalogServices", () => {
  it("API-34 answers 304 to who has the page of this hour, although its cursor is made anew each time", async () => {
    setClock("2026-03-09T14:00:00.000Z");
    const first = await invoke(listCatalogServices);
    const known = { headers: { "if-none-match": first.headers.etag ?? "" } };
    expect(first.body.nextCursor).not.toBeNull();
    setClock("2026-03-09T14:59:59.999Z");
    expect((await invoke(listCatalogServices, known)).status).toBe(304);
    setClock("2026-03-09T15:00:00.000Z");
    expect((await invoke(listCatalogServices, known)).status).toBe(200);
  });

  it("CAT-1, API-26 walks the whole catalog once, page by page", async () => {
    const slugs: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: "90", fields: "minimal", ...(cursor === null ? {} : { cursor }) };
      const { body } = await invoke(listCatalogServices, { query });
      slugs.push(...body.items.map(({ slug }) => slug));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(slugs).toEqual(catalogServices().map(({ slug }) => slug));
  });

  it("CAT-1 answers every field, or the minimal ones", async () => {
    const piano = requireCatalogService("piano");
    const full = await invoke(listCatalogServices, { query: { subcategory: "piano", category: "music" } });
    expect(full.body.items[0]).toEqual(serviceView(piano));
    const minimal = await invoke(listCatalogServices, { query: { subcategory: "piano", fields: "minimal" } });
    expect(minimal.body.items[0]).toEqual(serviceSummary(piano));
  });

  it("CAT-1 narrows by age group and by what can be taught online", async () => {
    const { body } = await invoke(listCatalogServices, { query: { ageGroup: "toddler", online: "false" } });
    expect(body.items.length).toBeGreaterThan(0);
    for (const item of body.items) expect(item).toMatchObject({ onlineCapable: false, ageGroups: expect.arrayContaining(["toddler"]) });
  });

  it("CATEGORY_NOT_FOUND answers an unknown category, VALIDATION_FAILED an unknown age group", async () => {
    expect((await invoke(listCatalogServices, { query: { category: "magic" } })).problem.code).toBe("CATEGORY_NOT_FOUND");
    expect((await invoke(listCatalogServices, { query: { ageGroup: "both" } })).problem.code).toBe("VALIDATION_FAILED");
  });

  it("API-27 refuses a cursor under other filters", async () => {
    const { body } = await invoke(listCatalogServices, { query: { limit: "1" } });
    const other = await invoke(listCatalogServices, { query: { limit: "1", online: "true", cursor: body.nextCursor ?? "" } });
    expect(other.problem.code).toBe("CURSOR_INVALID");
  });
});

describe("getCatalogService", () => {
  it("CAT-3 counts visible instructors only, and shows what they ask", async () => {
    await liveInstructor({ offerings: [{ service: "harp", formatPrices: [{ format: "online", hourlyRateCents: 7_000 }] }] });
    await liveInstructor({ offerings: [{ service: "harp", formatPrices: [{ format: "online", hourlyRateCents: 12_000 }] }] });
    await liveInstructor({ offerings: [{ service: "harp" }], accountStatus: "suspended" });
    await liveInstructor({ offerings: [{ service: "harp" }], profile: { payoutsReady: false } });
    await liveInstructor({ offerings: [{ service: "harp" }], profile: { isLive: false } });
    const { body } = await invoke(getCatalogService, { params: { serviceIdOrSlug: "harp" } });
    expect(body.stats).toEqual({
      activeInstructors: 2,
      minRateCents: 7_000,
      maxRateCents: 12_000,
      demandScore: 0,
      isTrending: false,
    });
    expect(body.priceFloors).toEqual({ inPersonCents: 8_000, onlineCents: 6_000 });
  });

  it("CAT-3 knows no prices of a service that nobody offers, and finds it by id too", async () => {
    const { serviceId } = requireCatalogService("cello");
    const { body } = await invoke(getCatalogService, { params: { serviceIdOrSlug: serviceId } });
    expect(body).toMatchObject({ id: serviceId, stats: { activeInstructors: 0, minRateCents: null, maxRateCents: null } });
  });

  it("CATALOG_SERVICE_NOT_FOUND answers an unknown service", async () => {
    expect((await invoke(getCatalogService, { params: { serviceIdOrSlug: "quidditch" } })).problem.code).toBe("CATALOG_SERVICE_NOT_FOUND");
  });
});
