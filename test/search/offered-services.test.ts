import { describe, expect, it } from "vitest";
import { catalogServices, categories, requireCatalogService } from "../../core/search/catalog.ts";
import {
  isForKids,
  kidsAvailableServices,
  type ServiceStats,
  servicesWithInstructors,
  topServicesPerCategory,
} from "../../core/search/offered-services.ts";

function statsFor(slug: string, more: Partial<ServiceStats> = {}): ServiceStats {
  const { serviceId } = requireCatalogService(slug);
  return { serviceId, activeInstructors: 1, demandScore: 0, isTrending: false, kidsAvailable: false, ...more };
}

function byService(...stats: ServiceStats[]) {
  return new Map(stats.map((one) => [one.serviceId, one]));
}

describe("offered services", () => {
  it("CAT-9 lists every category, with its first offered services by display order, then name", () => {
    const listed = topServicesPerCategory(byService(statsFor("keyboard"), statsFor("piano"), statsFor("guitar")), 2);
    expect(listed).toHaveLength(categories().length);
    expect(listed[0]?.services.map(({ service }) => service.slug)).toEqual(["piano", "keyboard"]);
    expect(listed[1]?.services).toEqual([]);
  });

  it("CAT-10 lists all services, the offered ones of a category first", () => {
    const listed = servicesWithInstructors(byService(statsFor("accordion")));
    expect(listed.flatMap(({ services }) => services)).toHaveLength(catalogServices().length);
    expect(listed[0]?.services[0]?.service.slug).toBe("accordion");
    const orders = listed[0]?.services.slice(1).map(({ service }) => service.displayOrder) ?? [];
    expect(orders).toEqual(orders.toSorted((one, other) => one - other));
  });

  it("CAT-3 counts an offering without age groups as one for kids", () => {
    expect(isForKids({ ageGroups: [] })).toBe(true);
    expect(isForKids({ ageGroups: ["toddler"] })).toBe(true);
    expect(isForKids({ ageGroups: ["teens", "adults"] })).toBe(false);
    const kids = kidsAvailableServices(byService(statsFor("piano", { kidsAvailable: true }), statsFor("guitar")));
    expect(kids.map((service) => service.slug)).toEqual(["piano"]);
  });
});
