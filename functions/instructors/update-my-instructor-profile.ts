import * as z from "zod";
import {
  BIO_TOO_LONG,
  BIO_TOO_SHORT,
  DUPLICATE_PLACE,
  INSTRUCTOR_PROFILE_NOT_FOUND,
  TEACHING_LOCATION_REQUIRED,
  TOO_MANY_PLACES,
} from "../../core/instructors/instructor-errors.ts";
import { updateMyInstructorProfile } from "../../core/instructors/update-my-instructor-profile.ts";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { OUTLINES_FILE } from "../../core/places/outlines.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { MY_PROFILE_EXAMPLE } from "./my-instructor-profile.example.ts";
import {
  bioInputSchema,
  minAdvanceBookingHoursSchema,
  myInstructorProfileSchema,
  placeInputSchema,
  yearsExperienceSchema,
} from "./my-instructor-profile.schema.ts";

const placesSchema = z.array(placeInputSchema).max(20);

export const contract = endpoint({
  operationId: "updateMyInstructorProfile",
  method: "PATCH",
  path: "/api/v1/instructors/me",
  tag: "instructors",
  area: "instructors",
  summary: "Change one's own instructor profile",
  description:
    "Only given fields change; lists of places are replaced whole. A new address is looked up on the map; unknown there, it is kept without a point.",
  auth: { roles: ["instructor"], permission: "manage_instructor_profile" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write", "maps", "secret.location-blur"],
  retry: "safe",
  params: nothing,
  query: nothing,
  body: z
    .strictObject({
      bio: bioInputSchema.optional(),
      yearsExperience: yearsExperienceSchema.optional(),
      minAdvanceBookingHours: minAdvanceBookingHoursSchema.optional(),
      preferredTeachingLocations: placesSchema.optional(),
      preferredPublicSpaces: placesSchema.optional(),
    })
    .meta({ id: "InstructorProfileChanges", minProperties: 1 }),
  ifMatch: "optional",
  status: 200,
  response: myInstructorProfileSchema,
  errors: [INSTRUCTOR_PROFILE_NOT_FOUND, BIO_TOO_SHORT, BIO_TOO_LONG, TOO_MANY_PLACES, DUPLICATE_PLACE, TEACHING_LOCATION_REQUIRED],
  invalidates: ["instructors"],
  files: [CATALOG_FILE, NEIGHBORHOODS_FILE, OUTLINES_FILE],
  etag: "{version}",
  since: "1.0.0",
  rules: ["INS-1", "INS-4", "INS-5", "INS-6", "INS-8", "PLP-1", "PLP-2", "PLP-3", "PLP-4", "PLP-6", "PLP-7", "PLP-8", "API-33"],
  example: {
    body: { yearsExperience: 10, preferredTeachingLocations: [{ address: "200 W 86th St, New York, NY 10024", label: "Studio" }] },
    response: MY_PROFILE_EXAMPLE,
  },
});

export const handler = handle(contract, async (ctx, { body, ifMatch }) => {
  const { preferredTeachingLocations, preferredPublicSpaces, ...plain } = body;
  const changes = definedOnly({
    ...plain,
    preferredTeachingLocations: preferredTeachingLocations?.map(definedOnly),
    preferredPublicSpaces: preferredPublicSpaces?.map(definedOnly),
  });
  return updateMyInstructorProfile(ctx, { changes, ifMatch });
});
