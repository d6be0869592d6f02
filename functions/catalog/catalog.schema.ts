import * as z from "zod";
import { AGE_GROUPS } from "../../core/search/category.ts";
import { centsSchema, idSchema } from "../http/wire-values.ts";

export const ageGroupSchema = z.enum(AGE_GROUPS);

/** The slug of a category, subcategory or service: it never changes once published (CAT-1). */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
  .meta({ minLength: 1, maxLength: 80, example: "piano" });

/** A slug or an id. */
export const slugOrIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/)
  .meta({ minLength: 1, maxLength: 80, example: "piano" });

const categoryShape = {
  id: idSchema("cat"),
  slug: slugSchema,
  name: z.string(),
  subtitle: z.string(),
  description: z.string().nullable(),
  iconName: z.string(),
  displayOrder: z.int(),
  subcategoryCount: z.int(),
  serviceCount: z.int(),
};

export const serviceCategorySchema = z.object(categoryShape).meta({ id: "ServiceCategory" });

export const serviceSubcategorySchema = z
  .object({ id: idSchema("sub"), slug: slugSchema, name: z.string(), serviceCount: z.int(), displayOrder: z.int() })
  .meta({ id: "ServiceSubcategory" });

export const serviceCategoryDetailSchema = z
  .object({ ...categoryShape, subcategories: z.array(serviceSubcategorySchema) })
  .meta({ id: "ServiceCategoryDetail" });

const summaryShape = {
  id: idSchema("svc"),
  slug: slugSchema,
  name: z.string(),
  subcategoryId: idSchema("sub"),
  ageGroups: z.array(ageGroupSchema),
  displayOrder: z.int(),
};

export const catalogServiceSummarySchema = z.object(summaryShape).meta({ id: "CatalogServiceSummary" });

const serviceShape = {
  ...summaryShape,
  description: z.string().nullable(),
  synonyms: z.array(z.string()),
  onlineCapable: z.boolean(),
  requiresCertification: z.boolean(),
  defaultDurationMinutes: z.int(),
  typicalDurationsMinutes: z.array(z.int()),
  alsoMatches: z.array(z.object({ slug: slugSchema, relevance: z.number() })),
  categorySlug: slugSchema,
  categoryName: z.string(),
  subcategorySlug: slugSchema,
};

export const catalogServiceSchema = z.object(serviceShape).meta({ id: "CatalogService" });

export const catalogServiceDetailSchema = z
  .object({
    ...serviceShape,
    stats: z
      .object({
        activeInstructors: z.int(),
        minRateCents: centsSchema.nullable(),
        maxRateCents: centsSchema.nullable(),
        demandScore: z.number(),
        isTrending: z.boolean(),
      })
      .meta({ id: "CatalogServiceStats" }),
    priceFloors: z.object({ inPersonCents: centsSchema, onlineCents: centsSchema }).meta({ id: "PriceFloors" }),
  })
  .meta({ id: "CatalogServiceDetail" });
