import * as z from "zod";
import { HAS_FUTURE_BOOKINGS, ZIP_OUTSIDE_SERVICE_AREA } from "../../core/identity/identity-errors.ts";
import { createMyInstructorProfile } from "../../core/instructors/create-my-instructor-profile.ts";
import { BIO_TOO_LONG, BIO_TOO_SHORT, INSTRUCTOR_PROFILE_EXISTS } from "../../core/instructors/instructor-errors.ts";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { CATALOG_SERVICE_NOT_FOUND, DUPLICATE_SERVICE } from "../../core/search/search-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { NEW_SERVICE_EXAMPLE } from "./instructor-service.example.ts";
import { newServiceSchema } from "./instructor-service.schema.ts";
import { MY_PROFILE_EXAMPLE } from "./my-instructor-profile.example.ts";
import {
  bioInputSchema,
  minAdvanceBookingHoursSchema,
  myInstructorProfileSchema,
  yearsExperienceSchema,
} from "./my-instructor-profile.schema.ts";
import { TERMS_PROBLEMS } from "./offering-problems.ts";
import { newServiceInput } from "./service-draft.ts";

export const contract = endpoint({
  operationId: "createMyInstructorProfile",
  method: "POST",
  path: "/api/v1/instructors/me",
  tag: "instructors",
  area: "instructors",
  summary: "Become an instructor",
  description:
    "Makes a student an instructor for good, with a profile and what is taught. Whoever registered as one has a profile already.",
  auth: { roles: ["student", "instructor"] },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "idempotency-key",
  idempotencyKey: "optional",
  params: nothing,
  query: nothing,
  body: z
    .strictObject({
      bio: bioInputSchema,
      yearsExperience: yearsExperienceSchema,
      minAdvanceBookingHours: minAdvanceBookingHoursSchema.default(1),
      services: z.array(newServiceSchema).min(1).max(20),
    })
    .meta({ id: "NewInstructorProfile" }),
  status: 201,
  response: myInstructorProfileSchema,
  errors: [
    INSTRUCTOR_PROFILE_EXISTS,
    HAS_FUTURE_BOOKINGS,
    ZIP_OUTSIDE_SERVICE_AREA,
    BIO_TOO_SHORT,
    BIO_TOO_LONG,
    DUPLICATE_SERVICE,
    CATALOG_SERVICE_NOT_FOUND,
    ...TERMS_PROBLEMS,
  ],
  invalidates: ["instructors", "getMe"],
  files: [CATALOG_FILE, NEIGHBORHOODS_FILE],
  etag: "{version}",
  location: "/api/v1/instructors/me",
  since: "1.0.0",
  rules: ["INS-3", "INS-5", "INS-6", "OFF-1", "OFF-2", "OFF-3", "OFF-4", "BKE-4", "API-35"],
  example: {
    body: { bio: MY_PROFILE_EXAMPLE.bio, yearsExperience: 10, services: [NEW_SERVICE_EXAMPLE] },
    response: MY_PROFILE_EXAMPLE,
  },
});

export const handler = handle(contract, (ctx, { body }) =>
  createMyInstructorProfile(ctx, { ...body, services: body.services.map(newServiceInput) }),
);
