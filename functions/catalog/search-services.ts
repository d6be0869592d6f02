import * as z from "zod";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { PLACE_PHRASES_FILE } from "../../core/search/query/gazetteer.ts";
import { SEARCH_LEXICON_FILE } from "../../core/search/query/search-lexicon.ts";
import { searchServices } from "../../core/search/search-services.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { textSchema } from "../http/wire-values.ts";
import { matchLevelSchema, searchResultSchema } from "./search-result.schema.ts";

export const contract = endpoint({
  operationId: "searchServices",
  method: "GET",
  path: "/api/v1/services/search",
  tag: "services",
  area: "catalog",
  summary: "Find instructors by what they teach",
  description:
    "Reads which services the text asks for, misspelt or not, and answers who teaches them, best first; then those whose name begins with it.",
  auth: "any",
  rate: "search",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({ q: textSchema(2, 100) }),
  status: 200,
  response: z
    .object({
      query: z.string(),
      searchType: z.literal("service"),
      items: z.array(searchResultSchema),
      metadata: z.object({ matchLevel: matchLevelSchema, count: z.int() }),
    })
    .meta({ id: "ServiceSearch" }),
  errors: [],
  cache: "public-minute",
  files: [CATALOG_FILE, SEARCH_LEXICON_FILE, PLACE_PHRASES_FILE, NEIGHBORHOODS_FILE],
  since: "1.0.0",
  rules: ["V-1", "SR-1", "SR-2", "SR-40", "SR-49", "SR-51", "SR-62", "SR-63"],
  example: {
    query: { q: "piano" },
    response: { query: "piano", searchType: "service", items: [], metadata: { matchLevel: "service", count: 0 } },
  },
});

export const handler = handle(contract, async (ctx, { query: { q } }) => {
  const { query, matchLevel, results } = await searchServices(ctx, q);
  return { query, searchType: "service" as const, items: [...results], metadata: { matchLevel, count: results.length } };
});
