import * as z from "zod";
import { INVALID_DURATION } from "../../core/availability/availability-errors.ts";
import { getNextAvailableLesson } from "../../core/availability/get-next-available-lesson.ts";
import { INSTRUCTOR_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { locationTypeSchema } from "../bookings/location-type.schema.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { idSchema, instantSchema, localDateSchema, localEndTimeSchema, localTimeSchema, zoneSchema } from "../http/wire-values.ts";
import { durationMinutesSchema } from "./public-calendar.schema.ts";

export const contract = endpoint({
  operationId: "getNextAvailableLesson",
  method: "GET",
  path: "/api/v1/public/instructors/{instructorId}/next-available",
  tag: "availability",
  area: "availability",
  summary: "Find the next lesson that can be booked",
  description: "The earliest start in the instructor's zone, with its instant. Without `locationType` it can be booked at any place.",
  auth: "any",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: z.strictObject({ instructorId: idSchema("usr") }),
  notFound: INSTRUCTOR_NOT_FOUND,
  query: z.strictObject({
    durationMinutes: durationMinutesSchema.default(60),
    locationType: locationTypeSchema.optional(),
    withinDays: z.int().min(1).max(90).optional().meta({ description: "How many dates to search, today included. Default: 30." }),
  }),
  status: 200,
  response: z
    .object({
      found: z.boolean(),
      date: localDateSchema.nullable(),
      startTime: localTimeSchema.nullable(),
      endTime: localEndTimeSchema.nullable(),
      startsAt: instantSchema.nullable(),
      durationMinutes: z.int(),
      timezone: zoneSchema,
      searchedUntil: localDateSchema,
    })
    .meta({ id: "NextAvailableLesson" }),
  errors: [INVALID_DURATION],
  cache: "public-minute",
  since: "1.0.0",
  rules: ["AVP-1", "AVP-3", "AVP-10", "AVP-11"],
  example: {
    params: { instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" },
    query: { durationMinutes: "60", locationType: "online" },
    response: {
      found: true,
      date: "2026-03-11",
      startTime: "10:30",
      endTime: "11:30",
      startsAt: "2026-03-11T14:30:00.000Z",
      durationMinutes: 60,
      timezone: "America/New_York",
      searchedUntil: "2026-04-06",
    },
  },
});

export const handler = handle(contract, async (ctx, { params, query }) => {
  const { lesson, ...answer } = await getNextAvailableLesson(ctx, params.instructorId, query);
  return {
    ...answer,
    found: lesson !== undefined,
    date: lesson?.date ?? null,
    startTime: lesson?.startTime ?? null,
    endTime: lesson?.endTime ?? null,
    startsAt: lesson?.startsAt ?? null,
  };
});
