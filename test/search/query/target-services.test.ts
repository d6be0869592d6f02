import { describe, expect, it } from "vitest";
import { catalogServices, requireCategory } from "../../../core/search/catalog.ts";
import { parseServiceQuery } from "../../../core/search/query/parse-service-query.ts";
import { suggestedServices, targetServices } from "../../../core/search/query/target-services.ts";
import { trigramSimilarity } from "../../../core/search/query/trigram-similarity.ts";

function targetsOf(query: string): ReadonlyMap<string, number> {
  return targetServices(parseServiceQuery(query));
}

describe("target services", () => {
  it("SR-1, QP-26 a service counts with its relevance, its relatives with theirs", () => {
    expect([...targetsOf("keyboard lessons")]).toEqual([
      ["keyboard", 1],
      ["piano", 0.85],
    ]);
  });

  it("SR-1 a subcategory counts 0.80 and a category 0.70 for all below them", () => {
    expect(new Set(targetsOf("martial arts").values())).toEqual(new Set([0.8]));
    const music = requireCategory("music").subcategories.flatMap(({ services }) => services);
    expect([...targetsOf("music lessons")]).toEqual(music.map(({ slug }) => [slug, 0.7]));
  });

  it("SR-1 the highest relevance wins", () => {
    expect(targetsOf("math and science tutor").get("math")).toBe(1);
    expect(targetsOf("math and science tutor").get("biology")).toBe(0.8);
  });

  it("SR-1 a query without a subject means every service at 0.50", () => {
    expect([...targetsOf("lessons tomorrow")]).toEqual(catalogServices().map(({ slug }) => [slug, 0.5]));
  });

  it("SR-2 a subject we do not teach has no target, and gets three suggestions", () => {
    expect(targetsOf("quidditch lessons").size).toBe(0);
    expect(suggestedServices(["quidditch"], ["Piano", "Guitar", "Math", "Yoga"])).toEqual(["Piano", "Guitar", "Math"]);
    expect(suggestedServices(["photographics"], ["Piano"])).toEqual(["Photography"]);
  });

  it("QP-27 guesses the service whose name is most alike", () => {
    const { services, unmatchedTerms } = parseServiceQuery("photographics");
    expect(services.map(({ slug }) => slug)).toEqual(["photography"]);
    expect(services[0]?.relevance).toBeCloseTo(0.8 * trigramSimilarity("photographics", "photography"), 4);
    expect(unmatchedTerms).toEqual([]);
  });

  it("QP-24, QP-28 drops the word tutor beside a subject", () => {
    expect(parseServiceQuery("piano tutor").serviceQuery).toBe("piano");
    expect(parseServiceQuery("tutor").serviceQuery).toBe("tutor");
  });
});
