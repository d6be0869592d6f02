import { describe, expect, it } from "vitest";
import { parseServiceQuery } from "../../../core/search/query/parse-service-query.ts";
import vectors from "../../vectors/search-queries.json" with { type: "json" };

interface Expected {
  readonly matchLevel: string;
  readonly services: readonly { readonly slug: string; readonly relevance: number }[];
  readonly subcategories: readonly string[];
  readonly categories: readonly string[];
  readonly unmatchedTerms?: readonly string[];
  readonly correctedQuery?: string;
  readonly corrections?: readonly { readonly from: string; readonly to: string }[];
}

describe("the service part of a query", () => {
  for (const { id, query, expected } of vectors.cases) {
    it(`QP-5, QP-23..QP-28 ${id} ${query}`, () => {
      const wanted: Expected = expected;
      const { services, ...parsed } = parseServiceQuery(query);
      expect(parsed).toMatchObject({
        matchLevel: wanted.matchLevel,
        subcategories: wanted.subcategories,
        categories: wanted.categories,
        unmatchedTerms: wanted.unmatchedTerms ?? [],
        corrections: wanted.corrections ?? [],
        correctedQuery: wanted.correctedQuery ?? parsed.normalizedQuery,
      });
      expect(services.map((service) => service.slug)).toEqual(wanted.services.map((service) => service.slug));
      for (const [index, { relevance }] of wanted.services.entries()) expect(services[index]?.relevance).toBeCloseTo(relevance, 3);
    });
  }
});
