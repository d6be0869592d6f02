import * as z from "zod";
import { CURSOR_EXPIRED, CURSOR_INVALID } from "../../core/errors.ts";
import { serviceSummary, serviceView } from "../../core/search/catalog-views.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { pageCatalogServices } from "../../core/search/page-catalog-services.ts";
import { CATEGORY_NOT_FOUND } from "../../core/search/search-errors.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { cursorSchema } from "../http/wire-values.ts";
import { ageGroupSchema, catalogServiceSchema, catalogServiceSummarySchema, slugOrIdSchema } from "./catalog.schema.ts";

export const contract = endpoint({
  operationId: "listCatalogServices",
  method: "GET",
  path: "/api/v1/services/catalog",
  tag: "services",
  area: "catalog",
  summary: "List the services of the catalog",
  description:
    "Everything that can be taught, in the order of the tree, narrowed by what is given. `fields=minimal` answers only what names a service.",
  auth: "any",
  rate: "read",
  grants: ["secret.cursor"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({
    category: slugOrIdSchema.optional(),
    subcategory: slugOrIdSchema.optional(),
    ageGroup: ageGroupSchema.optional(),
    online: z.boolean().optional(),
    fields: z.enum(["full", "minimal"]).default("full"),
    limit: z.int().min(1).max(100).default(100),
    cursor: cursorSchema.optional(),
  }),
  status: 200,
  response: z
    .object({ items: z.array(z.union([catalogServiceSchema, catalogServiceSummarySchema])), nextCursor: cursorSchema.nullable() })
    .meta({ id: "CatalogServicePage" }),
  errors: [CATEGORY_NOT_FOUND, CURSOR_INVALID, CURSOR_EXPIRED],
  cache: "public-quarter",
  files: [CATALOG_FILE],
  since: "1.0.0",
  rules: ["CAT-1", "CAT-2", "CAT-11", "API-26", "API-27"],
  example: {
    query: { category: "music", ageGroup: "kids" },
    response: {
      items: [
        {
          id: "svc_01JGFJJZ00EV805H2506FP931G",
          slug: "piano",
          name: "Piano",
          subcategoryId: "sub_01JGFJJZ00CACHRDDNKGZZ0E8Q",
          ageGroups: ["toddler", "kids", "teens", "adults"],
          displayOrder: 1,
        },
      ],
      nextCursor: null,
    },
  },
  links: [{ operationId: "getCatalogService", parameters: { serviceIdOrSlug: "$response.body#/items/0/id" } }],
});

export const handler = handle(contract, async (ctx, { query: { limit, cursor, fields, ...filter } }) => {
  const { services, nextCursor } = await pageCatalogServices(ctx, definedOnly(filter), limit, cursor);
  return { items: services.map((service) => (fields === "minimal" ? serviceSummary(service) : serviceView(service))), nextCursor };
});
