import * as z from "zod";
import { centsSchema, idSchema, latitudeSchema, longitudeSchema } from "../http/wire-values.ts";

/** How a lesson takes place and what an hour of it costs. */
export const formatSchema = z.enum(["student_location", "instructor_location", "online"]).meta({ id: "LessonFormat" });

export const formatPriceSchema = z.object({ format: formatSchema, hourlyRateCents: centsSchema }).meta({ id: "FormatPrice" });

/** Filter key to chosen values. */
export const filterSelectionsSchema = z.record(z.string(), z.array(z.string())).meta({ id: "FilterSelections" });

export const neighborhoodKeySchema = z.templateLiteral(["nyc-", z.string()]).meta({ example: "nyc-manhattan-upper-west-side" });

const boroughKeySchema = z.enum(["manhattan", "brooklyn", "bronx", "queens", "staten-island"]);

export const neighborhoodShape = { key: neighborhoodKeySchema, name: z.string(), borough: boroughKeySchema };

export const neighborhoodSchema = z.object(neighborhoodShape).meta({ id: "NeighborhoodName" });

/** The point is blurred: never the exact one. */
export const publicTeachingLocationSchema = z
  .object({
    label: z.string().nullable(),
    approxLat: latitudeSchema,
    approxLng: longitudeSchema,
    neighborhoodKey: neighborhoodKeySchema.nullable(),
  })
  .meta({ id: "PublicTeachingLocation" });

export const ratingSchema = z.object({ average: z.number().nullable(), count: z.int() }).meta({ id: "Rating" });

export const instructorCardSchema = z
  .object({
    id: idSchema("usr"),
    firstName: z.string(),
    lastInitial: z.string(),
    photoUrl: z.string().nullable(),
    bioSnippet: z.string(),
    yearsExperience: z.int(),
    isVerified: z.boolean(),
    isFounding: z.boolean(),
    rating: ratingSchema,
    serviceAreaBoroughs: z.array(z.string()),
    serviceAreaNeighborhoods: z.array(neighborhoodSchema),
    serviceAreaSummary: z.string(),
    teachingLocations: z.array(publicTeachingLocationSchema),
    isFavorited: z.boolean().nullable().meta({ description: "Null but for a signed-in student." }),
  })
  .meta({ id: "InstructorCard" });
