import * as z from "zod";
import {
  BEYOND_HORIZON,
  DATE_RANGE_TOO_LARGE,
  INVALID_DATE_RANGE,
  INVALID_DURATION,
  START_DATE_IN_PAST,
} from "../../core/availability/availability-errors.ts";
import { getInstructorAvailability } from "../../core/availability/get-instructor-availability.ts";
import { INSTRUCTOR_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { locationTypeSchema } from "../bookings/location-type.schema.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { idSchema, localDateSchema } from "../http/wire-values.ts";
import { detailLevelSchema, durationMinutesSchema, publicCalendarSchema, wireCalendar } from "./public-calendar.schema.ts";

export const contract = endpoint({
  operationId: "getInstructorAvailability",
  method: "GET",
  path: "/api/v1/public/instructors/{instructorId}/availability",
  tag: "availability",
  area: "availability",
  summary: "Show when an instructor can be booked",
  description:
    "In the instructor's zone. Without `locationType` it shows what can be booked at any place. Ranges are cut to what the platform shows; the answer states the dates. A time shown is a promise only at the moment of reading.",
  auth: "any",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: z.strictObject({ instructorId: idSchema("usr") }),
  notFound: INSTRUCTOR_NOT_FOUND,
  query: z.strictObject({
    startDate: localDateSchema.optional().meta({ description: "Default: today in the instructor's zone." }),
    endDate: localDateSchema.optional(),
    locationType: locationTypeSchema.optional(),
    durationMinutes: durationMinutesSchema.optional(),
    detail: detailLevelSchema.optional().meta({ description: "Less than the platform shows, if wished; never more." }),
  }),
  status: 200,
  response: publicCalendarSchema,
  errors: [START_DATE_IN_PAST, BEYOND_HORIZON, INVALID_DATE_RANGE, DATE_RANGE_TOO_LARGE, INVALID_DURATION],
  cache: "public-half-minute",
  since: "1.0.0",
  rules: ["AVP-1", "AVP-2", "AVP-3", "AVP-4", "AVP-5", "AVP-6", "AVP-7", "AVP-8", "AVP-9", "AVP-11", "BLK-6"],
  example: {
    params: { instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4" },
    query: { startDate: "2026-03-11", endDate: "2026-03-11", locationType: "online", durationMinutes: "60" },
    response: {
      instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      firstName: "Maya",
      lastInitial: "C.",
      timezone: "America/New_York",
      detailLevel: "full",
      startDate: "2026-03-11",
      endDate: "2026-03-11",
      locationType: "online",
      durationMinutes: 60,
      days: [
        {
          date: "2026-03-11",
          isBlackout: false,
          windows: [{ startTime: "10:30", endTime: "12:00" }],
          starts: ["10:30", "10:45", "11:00"],
        },
      ],
      summary: null,
      hasAvailability: true,
      totalAvailableDays: 1,
      totalWindows: 1,
      earliestAvailableDate: "2026-03-11",
    },
  },
});

export const handler = handle(contract, async (ctx, { params, query }) =>
  wireCalendar(await getInstructorAvailability(ctx, params.instructorId, query)),
);
