import * as z from "zod";
import { calendarSettingsSchema } from "../availability/calendar-settings.schema.ts";
import {
  CONTROL_CHARACTERS,
  idSchema,
  instantSchema,
  latitudeSchema,
  longitudeSchema,
  textSchema,
  trimmedTextSchema,
  zoneSchema,
} from "../http/wire-values.ts";
import { neighborhoodKeySchema, neighborhoodShape } from "./instructor.schema.ts";
import { instructorServiceSchema } from "./instructor-service.schema.ts";

const placeSchema = z
  .object({
    id: idSchema("plc"),
    kind: z.enum(["teaching_location", "public_space"]),
    address: z.string(),
    label: z.string().nullable(),
    position: z.int(),
    geocoded: z.boolean(),
    lat: latitudeSchema.nullable(),
    lng: longitudeSchema.nullable(),
    approxLat: latitudeSchema.nullable().meta({ description: "The blurred point, which is all that others see of a teaching place." }),
    approxLng: longitudeSchema.nullable(),
    neighborhoodKey: neighborhoodKeySchema.nullable(),
  })
  .meta({ id: "PreferredPlace" });

const backgroundCheckSchema = z
  .object({
    status: z.enum(["starting", "pending", "review", "passed", "failed", "canceled"]).nullable(),
    clearance: z.enum(["none", "valid", "expired", "on_hold", "revoked"]),
    validUntil: instantSchema.nullable(),
  })
  .meta({ id: "BackgroundCheckSummary" });

export const notBookableReasonSchema = z
  .enum([
    "INSTRUCTOR_NOT_FOUND",
    "ACCOUNT_DEACTIVATED",
    "ACCOUNT_SUSPENDED",
    "NOT_VERIFIED",
    "VERIFICATION_EXPIRED",
    "NOT_LIVE",
    "PAYOUTS_NOT_READY",
    "NO_ACTIVE_SERVICE",
  ])
  .meta({ id: "NotBookableReason" });

export const offlineReasonSchema = z
  .enum(["never_live", "self", "background_check", "admin", "account", "no_services"])
  .meta({ id: "OfflineReason" });

export const myInstructorProfileSchema = z
  .object({
    instructorId: idSchema("usr"),
    firstName: z.string(),
    lastName: z.string(),
    bio: z.string(),
    bioIsDefault: z.boolean(),
    yearsExperience: z.int(),
    minAdvanceBookingHours: z.int(),
    bookingSettings: calendarSettingsSchema,
    preferredTeachingLocations: z.array(placeSchema),
    preferredPublicSpaces: z.array(placeSchema),
    services: z.array(instructorServiceSchema),
    serviceAreas: z.array(z.object({ ...neighborhoodShape, isPrimary: z.boolean() }).meta({ id: "ServiceArea" })),
    serviceAreaBoroughs: z.array(z.string()),
    serviceAreaSummary: z.string(),
    skillsConfigured: z.boolean(),
    identityVerifiedAt: instantSchema.nullable(),
    identityNameMismatch: z.boolean(),
    backgroundCheck: backgroundCheckSchema,
    payoutsReady: z.boolean(),
    onboardingCompletedAt: instantSchema.nullable(),
    isLive: z.boolean(),
    offlineReason: offlineReasonSchema.nullable(),
    bookable: z.boolean(),
    notBookableReasons: z.array(notBookableReasonSchema),
    isFounding: z.boolean(),
    hasProfilePicture: z.boolean(),
    profilePictureVersion: z.int(),
    photoUrl: z.string().nullable(),
    favoriteCount: z.int(),
    completedLessons: z.int(),
    responseRatePct: z.int().nullable(),
    completeness: z.number(),
    completenessMissing: z.array(z.enum(["photo", "bio", "background_check", "identity", "response_rate"])),
    timezone: zoneSchema,
    version: z.int(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: "MyInstructorProfile" });

/** Its true bounds are rules with refusals of their own, counted after cleaning (INS-5), which takes no tabs either. */
export const bioInputSchema = textSchema(0, 10_000).meta({
  pattern: `^[^\\t${CONTROL_CHARACTERS}]*$`,
  example: "I have taught piano for ten years, to children above all.",
});
export const yearsExperienceSchema = z.int().min(0).max(50);
export const minAdvanceBookingHoursSchema = z.int().min(0).max(168);

export const placeInputSchema = z
  .strictObject({
    address: trimmedTextSchema(1, 512).meta({ example: "200 W 86th St, New York, NY 10024" }),
    label: trimmedTextSchema(0, 64).nullable().optional(),
    providerPlaceId: textSchema(1, 255).nullable().optional(),
  })
  .meta({ id: "PlaceInput" });
