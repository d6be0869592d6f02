import * as z from "zod";
import { centsSchema, idSchema, localDateSchema } from "../http/wire-values.ts";
import { formatPriceSchema, instructorCardSchema } from "../instructors/instructor.schema.ts";
import { ageGroupSchema, slugSchema } from "./catalog.schema.ts";

export const matchLevelSchema = z.enum(["service", "subcategory", "category", "none"]).meta({ id: "MatchLevel" });

const serviceMatchSchema = z
  .object({
    instructorServiceId: idSchema("isv"),
    serviceId: idSchema("svc"),
    serviceSlug: slugSchema,
    name: z.string(),
    description: z.string().nullable(),
    minHourlyRateCents: centsSchema,
    effectiveHourlyRateCents: centsSchema,
    formatPrices: z.array(formatPriceSchema),
    durationOptions: z.array(z.int()),
    ageGroups: z.array(ageGroupSchema),
    skillLevels: z.array(z.string()),
    offersTravel: z.boolean(),
    offersAtLocation: z.boolean(),
    offersOnline: z.boolean(),
    relevance: z.number(),
  })
  .meta({ id: "ServiceMatch" });

export const searchResultSchema = z
  .object({
    instructor: instructorCardSchema,
    bestMatch: serviceMatchSchema,
    otherMatches: z.array(serviceMatchSchema),
    totalMatchingServices: z.int(),
    score: z.number(),
    audienceBoost: z.number(),
    skillBoost: z.number(),
    softFiltered: z.boolean(),
    softFilterReasons: z.array(z.string()),
    availableDates: z.array(localDateSchema),
    earliestAvailable: localDateSchema.nullable(),
    distanceKm: z.number().nullable(),
    distanceMiles: z.number().nullable(),
  })
  .meta({ id: "SearchResult" });
