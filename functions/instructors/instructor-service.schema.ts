import * as z from "zod";
import { AGE_GROUPS } from "../../core/search/category.ts";
import { ageGroupSchema, slugSchema } from "../catalog/catalog.schema.ts";
import { centsSchema, idSchema, instantSchema, namedSchema, textSchema } from "../http/wire-values.ts";
import { filterSelectionsSchema, formatPriceSchema, formatSchema } from "./instructor.schema.ts";

export const instructorServiceSchema = z
  .object({
    instructorServiceId: idSchema("isv"),
    instructorId: idSchema("usr"),
    serviceId: idSchema("svc"),
    serviceName: z.string(),
    categoryName: z.string(),
    subcategorySlug: slugSchema,
    formatPrices: z.array(formatPriceSchema),
    minHourlyRateCents: centsSchema,
    durationOptions: z.array(z.int()),
    ageGroups: z.array(ageGroupSchema),
    filterSelections: filterSelectionsSchema,
    description: z.string().nullable(),
    requirements: z.string().nullable(),
    equipmentRequired: z.array(z.string()),
    isActive: z.boolean(),
    version: z.int(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: "InstructorService" });

const formatPriceInput = z
  .strictObject({ format: formatSchema, hourlyRateCents: z.int().min(1).max(100_000).meta({ example: 9_000 }) })
  .meta({ id: "FormatPriceInput" });

// Bounds of lists are looser than the rules where a rule has a refusal of its own.
const formatPrices = z.array(formatPriceInput).max(3);
const terms = {
  description: textSchema(0, 500).nullable().optional(),
  requirements: textSchema(0, 500).nullable().optional(),
  durationOptions: z.array(z.int().min(1).max(1_440)).max(20).optional(),
  ageGroups: z
    .array(z.enum([...AGE_GROUPS, "both"]))
    .max(8)
    .optional(),
  filterSelections: namedSchema(50, z.array(textSchema(1, 200)).max(50)).optional(),
  equipmentRequired: z.array(textSchema(1, 100)).max(20).optional(),
};

export const newServiceSchema = z.strictObject({ serviceId: idSchema("svc"), formatPrices, ...terms }).meta({ id: "NewInstructorService" });

export const serviceChangesSchema = z
  .strictObject({ formatPrices: formatPrices.optional(), ...terms })
  .meta({ id: "InstructorServiceChanges" });
