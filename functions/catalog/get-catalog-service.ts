import * as z from "zod";
import { getCatalogService } from "../../core/search/get-catalog-service.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { CATALOG_SERVICE_NOT_FOUND } from "../../core/search/search-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { catalogServiceDetailSchema, slugOrIdSchema } from "./catalog.schema.ts";

export const contract = endpoint({
  operationId: "getCatalogService",
  method: "GET",
  path: "/api/v1/services/catalog/{serviceIdOrSlug}",
  tag: "services",
  area: "catalog",
  summary: "Read a service of the catalog",
  description: "The service with how many instructors offer it now, for how much, and the lowest prices it may have.",
  auth: "any",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: z.strictObject({ serviceIdOrSlug: slugOrIdSchema }),
  notFound: CATALOG_SERVICE_NOT_FOUND,
  query: nothing,
  status: 200,
  response: catalogServiceDetailSchema,
  errors: [CATALOG_SERVICE_NOT_FOUND],
  cache: "public-quarter",
  files: [CATALOG_FILE],
  since: "1.0.0",
  rules: ["CAT-3", "CAT-5", "CAT-11", "V-1"],
  example: {
    params: { serviceIdOrSlug: "piano" },
    response: {
      id: "svc_01JGFJJZ00EV805H2506FP931G",
      slug: "piano",
      name: "Piano",
      subcategoryId: "sub_01JGFJJZ00CACHRDDNKGZZ0E8Q",
      ageGroups: ["toddler", "kids", "teens", "adults"],
      displayOrder: 1,
      description: null,
      synonyms: ["keys", "classical piano"],
      onlineCapable: true,
      requiresCertification: false,
      defaultDurationMinutes: 60,
      typicalDurationsMinutes: [30, 45, 60],
      alsoMatches: [],
      categorySlug: "music",
      categoryName: "Music",
      subcategorySlug: "piano",
      stats: { activeInstructors: 12, minRateCents: 6_000, maxRateCents: 14_000, demandScore: 0, isTrending: false },
      priceFloors: { inPersonCents: 8_000, onlineCents: 6_000 },
    },
  },
});

export const handler = handle(contract, (ctx, { params }) => getCatalogService(ctx, params.serviceIdOrSlug));
