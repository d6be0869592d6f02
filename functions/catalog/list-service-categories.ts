import * as z from "zod";
import { categories } from "../../core/search/catalog.ts";
import { categoryView } from "../../core/search/catalog-views.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { serviceCategorySchema } from "./catalog.schema.ts";

export const contract = endpoint({
  operationId: "listServiceCategories",
  method: "GET",
  path: "/api/v1/services/categories",
  tag: "services",
  area: "catalog",
  summary: "List what is taught, by category",
  description: "The top branches of the catalog in display order, each with how much is below it.",
  auth: "any",
  rate: "read",
  grants: [],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: z.object({ items: z.array(serviceCategorySchema) }).meta({ id: "ServiceCategoryList" }),
  errors: [],
  cache: "public-hour",
  files: [CATALOG_FILE],
  since: "1.0.0",
  rules: ["CAT-1", "CAT-2", "CAT-11"],
  example: {
    response: {
      items: [
        {
          id: "cat_01JGFJJZ00NFCVRHP83CK569F1",
          slug: "music",
          name: "Music",
          subtitle: "Instrument Voice Theory",
          description: null,
          iconName: "music",
          displayOrder: 1,
          subcategoryCount: 12,
          serviceCount: 36,
        },
      ],
    },
  },
  links: [{ operationId: "getServiceCategory", parameters: { categorySlug: "$response.body#/items/0/slug" } }],
});

export const handler = handle(contract, async () => ({ items: categories().map(categoryView) }));
