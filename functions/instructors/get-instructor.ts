import * as z from "zod";
import { getInstructor } from "../../core/instructors/get-instructor.ts";
import { INSTRUCTOR_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { CATALOG_FILE } from "../../core/search/load-catalog.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { idSchema } from "../http/wire-values.ts";
import { NEW_SERVICE_EXAMPLE } from "./instructor-service.example.ts";
import { publicInstructorSchema } from "./public-instructor.schema.ts";

export const contract = endpoint({
  operationId: "getInstructor",
  method: "GET",
  path: "/api/v1/instructors/{instructorId}",
  tag: "instructors",
  area: "instructors",
  summary: "Read an instructor's page",
  description:
    "What anyone may know of an instructor who can be booked. The owner and administrators see the page at any time, marked as a preview.",
  auth: "any",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: z.strictObject({ instructorId: idSchema("usr") }),
  notFound: INSTRUCTOR_NOT_FOUND,
  query: nothing,
  status: 200,
  response: publicInstructorSchema,
  errors: [],
  cache: "public-minute",
  files: [CATALOG_FILE, NEIGHBORHOODS_FILE],
  since: "1.0.0",
  rules: ["PUB-1", "PUB-2", "PUB-3", "PUB-4", "PUB-5", "PUB-6", "PUB-7", "PUB-8", "PUB-10", "BKB-9", "BKB-12", "PLP-5"],
  example: {
    params: { instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" },
    response: {
      instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      firstName: "Maya",
      lastInitial: "C.",
      photoUrl: null,
      bio: "I have taught piano for ten years, to children above all.",
      yearsExperience: 10,
      isVerified: true,
      backgroundCheckPassed: true,
      isFounding: false,
      memberSince: "2025-12",
      timezone: "America/New_York",
      minAdvanceBookingHours: 1,
      services: [
        {
          ...NEW_SERVICE_EXAMPLE,
          instructorServiceId: "isv_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
          serviceSlug: "piano",
          name: "Piano",
          description: null,
          requirements: null,
          equipmentRequired: [],
          minHourlyRateCents: 8_000,
        },
      ],
      serviceAreas: [{ key: "nyc-manhattan-upper-west-side", name: "Upper West Side", borough: "manhattan" }],
      serviceAreaBoroughs: ["Manhattan"],
      serviceAreaSummary: "Manhattan",
      teachingLocations: [],
      publicSpaces: [],
      rating: { average: null, count: 0 },
      completedLessons: 0,
      responseRatePct: null,
      favoriteCount: 0,
      isFavorited: null,
      preview: false,
    },
  },
  links: [{ operationId: "getInstructorAvailability", parameters: { instructorId: "$response.body#/instructorId" } }],
});

export const handler = handle(contract, async (ctx, { params }) => {
  const page = await getInstructor(ctx, params.instructorId);
  // PUB-8: what a signed-in caller sees is kept nowhere at all.
  return reply(page, ctx.principal.kind === "member" ? { headers: { "cache-control": "no-store" } } : {});
});
