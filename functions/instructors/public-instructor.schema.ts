import * as z from "zod";
import { ageGroupSchema, slugSchema } from "../catalog/catalog.schema.ts";
import { centsSchema, idSchema, zoneSchema } from "../http/wire-values.ts";
import {
  filterSelectionsSchema,
  formatPriceSchema,
  neighborhoodKeySchema,
  neighborhoodSchema,
  publicTeachingLocationSchema,
  ratingSchema,
} from "./instructor.schema.ts";

const publicServiceSchema = z
  .object({
    instructorServiceId: idSchema("isv"),
    serviceId: idSchema("svc"),
    serviceSlug: slugSchema,
    name: z.string(),
    description: z.string().nullable(),
    requirements: z.string().nullable(),
    equipmentRequired: z.array(z.string()),
    formatPrices: z.array(formatPriceSchema),
    minHourlyRateCents: centsSchema,
    durationOptions: z.array(z.int()),
    ageGroups: z.array(ageGroupSchema),
    filterSelections: filterSelectionsSchema,
  })
  .meta({ id: "PublicInstructorService" });

const publicSpaceSchema = z
  .object({ address: z.string(), label: z.string().nullable(), neighborhoodKey: neighborhoodKeySchema.nullable() })
  .meta({ id: "PublicSpace" });

export const publicInstructorSchema = z
  .object({
    instructorId: idSchema("usr"),
    firstName: z.string(),
    lastInitial: z.string(),
    photoUrl: z.string().nullable(),
    bio: z.string(),
    yearsExperience: z.int(),
    isVerified: z.boolean(),
    backgroundCheckPassed: z.boolean(),
    isFounding: z.boolean(),
    memberSince: z
      .string()
      .regex(/^[0-9]{4}-(?:0[1-9]|1[0-2])$/)
      .meta({ example: "2025-12" }),
    timezone: zoneSchema,
    minAdvanceBookingHours: z.int(),
    services: z.array(publicServiceSchema),
    serviceAreas: z.array(neighborhoodSchema),
    serviceAreaBoroughs: z.array(z.string()),
    serviceAreaSummary: z.string(),
    teachingLocations: z.array(publicTeachingLocationSchema),
    publicSpaces: z.array(publicSpaceSchema),
    rating: ratingSchema,
    completedLessons: z.int(),
    responseRatePct: z.int().nullable(),
    favoriteCount: z.int(),
    isFavorited: z.boolean().nullable().meta({ description: "Null but for a signed-in student." }),
    preview: z.boolean().meta({ description: "The page is not public now; only its owner and administrators get it." }),
  })
  .meta({ id: "PublicInstructor" });
