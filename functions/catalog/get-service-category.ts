import * as z from "zod";
import { requireCategory } from "../../core/search/catalog.ts";
import { categoryView, subcategoryView } from "../../core/search/catalog-views.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { CATEGORY_NOT_FOUND } from "../../core/search/search-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { serviceCategoryDetailSchema, slugOrIdSchema } from "./catalog.schema.ts";

export const contract = endpoint({
  operationId: "getServiceCategory",
  method: "GET",
  path: "/api/v1/services/categories/{categorySlug}",
  tag: "services",
  area: "catalog",
  summary: "Read a category with its subcategories",
  description: "The category by its slug or id, and the branches below it in display order.",
  auth: "any",
  rate: "read",
  grants: [],
  retry: "safe",
  params: z.strictObject({ categorySlug: slugOrIdSchema }),
  notFound: CATEGORY_NOT_FOUND,
  query: nothing,
  status: 200,
  response: serviceCategoryDetailSchema,
  errors: [CATEGORY_NOT_FOUND],
  cache: "public-hour",
  files: [CATALOG_FILE],
  since: "1.0.0",
  rules: ["CAT-1", "CAT-2", "CAT-11"],
  example: {
    params: { categorySlug: "music" },
    response: {
      id: "cat_01JGFJJZ00NFCVRHP83CK569F1",
      slug: "music",
      name: "Music",
      subtitle: "Instrument Voice Theory",
      description: null,
      iconName: "music",
      displayOrder: 1,
      subcategoryCount: 12,
      serviceCount: 36,
      subcategories: [{ id: "sub_01JGFJJZ00CACHRDDNKGZZ0E8Q", slug: "piano", name: "Piano", serviceCount: 3, displayOrder: 1 }],
    },
  },
});

export const handler = handle(contract, async (_ctx, { params }) => {
  const category = requireCategory(params.categorySlug);
  return { ...categoryView(category), subcategories: category.subcategories.map(subcategoryView) };
});
