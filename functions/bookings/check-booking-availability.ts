import * as z from "zod";
import { BOOKING_NOT_FOUND } from "../../core/bookings/booking-errors.ts";
import { checkBookingAvailability } from "../../core/bookings/check-booking-availability.ts";
import { validationFailed } from "../../core/errors.ts";
import { INSTRUCTOR_NOT_FOUND } from "../../core/instructors/instructor-errors.ts";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { OUTLINES_FILE } from "../../core/places/outlines.ts";
import { INSTRUCTOR_SERVICE_NOT_FOUND } from "../../core/search/search-errors.ts";
import { type LocalTime, minutesOf } from "../../core/time.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema, instantSchema, localDateSchema, localEndTimeSchema, localTimeSchema, zoneSchema } from "../http/wire-values.ts";
import { placeRules, placeShape, wishedPlace } from "./lesson-place.schema.ts";
import { locationTypeSchema } from "./location-type.schema.ts";

export const contract = endpoint({
  operationId: "checkBookingAvailability",
  method: "POST",
  path: "/api/v1/bookings/check-availability",
  tag: "bookings",
  area: "bookings",
  summary: "Ask whether a lesson could be booked",
  description: "Judges by the same rules as booking and answers the first reason against it. Writes nothing and promises nothing.",
  auth: { roles: ["student", "instructor"] },
  rate: "search",
  guards: ["availability_check"],
  grants: ["table.read", "maps"],
  retry: "safe",
  params: nothing,
  query: nothing,
  body: z
    .strictObject({
      instructorId: idSchema("usr"),
      instructorServiceId: idSchema("isv"),
      date: localDateSchema,
      startTime: localTimeSchema,
      endTime: localEndTimeSchema.optional().meta({ description: "Instead of durationMinutes; `00:00` and `24:00` are midnight." }),
      durationMinutes: z.int().min(15).max(720).optional(),
      locationType: locationTypeSchema.optional(),
      ...placeShape,
      excludeBookingId: idSchema("bkg").optional().meta({ description: "An own live booking whose time does not count." }),
    })
    .meta({ id: "CheckBookingAvailability", ...placeRules, anyOf: [{ required: ["durationMinutes"] }, { required: ["endTime"] }] }),
  status: 200,
  response: z
    .object({
      available: z.boolean(),
      reason: z.string().nullable().meta({ description: "The code of the first reason against it." }),
      details: z.record(z.string(), z.unknown()).nullable(),
      warnings: z.array(
        z.object({ type: z.literal("proximity"), bookingId: idSchema("bkg"), serviceName: z.string(), gapMinutes: z.int() }),
      ),
      minAdvanceHours: z.int().nullable(),
      timeInfo: z
        .object({
          date: localDateSchema,
          startTime: localTimeSchema,
          endTime: localEndTimeSchema,
          timezone: zoneSchema,
          startsAt: instantSchema,
          endsAt: instantSchema,
        })
        .nullable(),
    })
    .meta({ id: "BookingAvailability" }),
  errors: [INSTRUCTOR_NOT_FOUND, INSTRUCTOR_SERVICE_NOT_FOUND, BOOKING_NOT_FOUND],
  files: [OUTLINES_FILE, NEIGHBORHOODS_FILE],
  since: "1.0.0",
  rules: ["BKQ-1", "BKQ-6"],
  example: {
    body: {
      instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      instructorServiceId: "isv_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      date: "2026-03-12",
      startTime: "17:00",
      durationMinutes: 60,
      locationType: "online",
    },
    response: {
      available: true,
      reason: null,
      details: null,
      warnings: [],
      minAdvanceHours: null,
      timeInfo: {
        date: "2026-03-12",
        startTime: "17:00",
        endTime: "18:00",
        timezone: "America/New_York",
        startsAt: "2026-03-12T21:00:00.000Z",
        endsAt: "2026-03-12T22:00:00.000Z",
      },
    },
  },
});

export const handler = handle(contract, async (ctx, { body }) => {
  const { instructorId, instructorServiceId, date, startTime, locationType, excludeBookingId } = body;
  const durationMinutes = duration(body);
  const wish = definedOnly({ instructorId, instructorServiceId, date, startTime, durationMinutes, locationType, excludeBookingId });
  const meetingPlace = wishedPlace(body);
  return checkBookingAvailability(ctx, { ...wish, ...(meetingPlace === undefined ? {} : { meetingPlace }) });
});

/** BKQ-4: the length as given, or from the end on the local clock; both have to agree. */
function duration({
  startTime,
  endTime,
  durationMinutes,
}: {
  startTime: LocalTime;
  endTime?: LocalTime | undefined;
  durationMinutes?: number | undefined;
}): number {
  const end = endTime === undefined ? undefined : minutesOf(endTime) || 24 * 60;
  const byEnd = end === undefined ? undefined : end - minutesOf(startTime);
  const given = durationMinutes ?? byEnd;
  if (given === undefined)
    throw validationFailed([{ field: "/durationMinutes", code: "REQUIRED", message: "Send durationMinutes or endTime." }]);
  if (byEnd !== undefined && (byEnd <= 0 || byEnd !== given)) {
    throw validationFailed([{ field: "/endTime", code: "MUTUALLY_EXCLUSIVE", message: "This must be the start plus the duration." }]);
  }
  return given;
}
