import { describe, expect, it } from "vitest";
import type { ServiceId, UserId } from "../../core/ids.ts";
import { acceptOffering, type OfferingDraft } from "../../core/search/accept-offering.ts";
import { catalogServices, requireCatalogService, requireSubcategory } from "../../core/search/catalog.ts";
import { formatsOf, type InstructorService, minHourlyRateCents } from "../../core/search/instructor-service.ts";
import { checkEnabledFormats, planAddition, planReplacement } from "../../core/search/offering-plans.ts";

const floors = { privateInPerson: 8000, privateRemote: 6000 };
const online = { format: "online", hourlyRateCents: 6000 } as const;
const atHome = { format: "instructor_location", hourlyRateCents: 8000 } as const;

function accept(slug: string, draft: OfferingDraft) {
  const service = requireCatalogService(slug);
  return acceptOffering(draft, { service, subcategory: requireSubcategory(service.subcategoryId) }, floors);
}

function refused(code: string) {
  return expect.objectContaining({ code });
}

describe("an offering's terms", () => {
  it("OFF-3, OFF-4 fill in the catalog's duration and age groups", () => {
    expect(accept("piano", { formatPrices: [online] })).toEqual({
      formatPrices: [online],
      durationOptions: [60],
      ageGroups: ["toddler", "kids", "teens", "adults"],
      filterSelections: {},
      equipmentRequired: [],
    });
  });

  it("OFF-2 wants at least one format, each once", () => {
    expect(() => accept("piano", { formatPrices: [] })).toThrowError(refused("NO_LOCATION_OPTIONS"));
    expect(() => accept("piano", { formatPrices: [online, online] })).toThrowError(refused("DUPLICATE_FORMAT_PRICE"));
  });

  it("OFF-2, PR-7 accept a price at the floor of its modality and refuse one below", () => {
    expect(minHourlyRateCents(accept("piano", { formatPrices: [atHome, online] }))).toBe(6000);
    expect(() => accept("piano", { formatPrices: [online, { ...atHome, hourlyRateCents: 7999 }] })).toThrowError(
      expect.objectContaining({ code: "PRICE_BELOW_FLOOR", members: { format: "instructor_location", floorCents: 8000 } }),
    );
    expect(() => accept("piano", { formatPrices: [{ ...online, hourlyRateCents: 5999 }] })).toThrowError(
      expect.objectContaining({ members: { format: "online", floorCents: 6000 } }),
    );
  });

  it("OFF-2 refuses online lessons of what is taught in person only", () => {
    const inPersonOnly = catalogServices().find((service) => !service.onlineCapable)?.slug ?? "";
    expect(() => accept(inPersonOnly, { formatPrices: [atHome, online] })).toThrowError(refused("ONLINE_NOT_SUPPORTED"));
  });

  it("OFF-3 keeps durations ascending and refuses odd, short, long, repeated, missing and too many", () => {
    const withDurations = (...durationOptions: number[]) => accept("piano", { formatPrices: [online], durationOptions });
    expect(withDurations(90, 30, 240).durationOptions).toEqual([30, 90, 240]);
    for (const durations of [[50], [15], [255], [60, 60], [], [30, 45, 60, 75, 90, 105, 120, 135, 150]]) {
      expect(() => withDurations(...durations)).toThrowError(refused("INVALID_DURATION"));
    }
  });

  it("OFF-4 reads both as kids and adults, and refuses groups the service does not have", () => {
    expect(accept("piano", { formatPrices: [online], ageGroups: ["both"] }).ageGroups).toEqual(["kids", "adults"]);
    expect(() => accept("paint-sip", { formatPrices: [atHome], ageGroups: ["both"] })).toThrowError(refused("AGE_GROUP_NOT_ELIGIBLE"));
  });

  it("TX-2 refuses selections the subcategory does not list", () => {
    expect(() => accept("piano", { formatPrices: [online], filterSelections: { goal: ["win"] } })).toThrowError(
      refused("INVALID_FILTER_SELECTION"),
    );
  });
});

describe("an instructor's offerings", () => {
  const offering = (slug: string, isActive = true): InstructorService => {
    const { serviceId, name, categoryId } = requireCatalogService(slug);
    return {
      ...accept(slug, { formatPrices: [atHome] }),
      instructorServiceId: `isv_${slug}`,
      instructorId: "usr_1" as UserId,
      serviceId,
      serviceName: name,
      categoryId,
      isActive,
      version: 1,
      createdAt: "2026-01-01T00:00:00.000Z",
      updatedAt: "2026-01-01T00:00:00.000Z",
    };
  };
  const piano = offering("piano");
  const pausedGuitar = offering("guitar", false);

  it("OFF-1 holds one offering per service", () => {
    expect(() => planAddition([piano], piano.serviceId)).toThrowError(refused("SERVICE_ALREADY_OFFERED"));
    expect(planAddition([piano], pausedGuitar.serviceId)).toBeUndefined();
  });

  it("OFF-6 brings the kept record back", () => {
    expect(planAddition([piano, pausedGuitar], pausedGuitar.serviceId)).toBe(pausedGuitar);
  });

  it("OFF-1 refuses the twenty-first active offering", () => {
    const twenty = catalogServices()
      .slice(0, 20)
      .map((service) => ({ ...piano, serviceId: service.serviceId }));
    const next = catalogServices()[20]?.serviceId as ServiceId;
    expect(() => planAddition(twenty, next)).toThrowError(refused("TOO_MANY_SERVICES"));
    expect(planAddition([...twenty.slice(1), { ...piano, isActive: false }], next)).toBeUndefined();
  });

  it("OFF-7 continues, revives, adds and removes in one plan", () => {
    const violin = requireCatalogService("violin").serviceId;
    const plan = planReplacement([piano, pausedGuitar, offering("cello")], [violin, pausedGuitar.serviceId, piano.serviceId]);
    expect(plan.wanted.map(({ existing }) => existing?.instructorServiceId)).toEqual([undefined, "isv_guitar", "isv_piano"]);
    expect(plan.removed.map((removed) => removed.instructorServiceId)).toEqual(["isv_cello"]);
    expect(planReplacement([piano, pausedGuitar], []).removed).toEqual([piano]);
    expect(() => planReplacement([], [violin, violin])).toThrowError(refused("DUPLICATE_SERVICE"));
  });

  it("OFF-5 lets a live instructor enable only formats that have a place", () => {
    const nowhere = { isLive: true, serviceAreaCount: 0, geocodedTeachingLocationCount: 0 };
    expect(() => checkEnabledFormats([], ["student_location"], nowhere)).toThrowError(refused("NO_SERVICE_AREAS"));
    expect(() => checkEnabledFormats(["online"], formatsOf(piano), nowhere)).toThrowError(refused("NO_TEACHING_LOCATIONS"));
    expect(() => checkEnabledFormats(["instructor_location"], ["instructor_location", "online"], nowhere)).not.toThrow();
    expect(() => checkEnabledFormats([], ["student_location"], { ...nowhere, isLive: false })).not.toThrow();
  });
});
