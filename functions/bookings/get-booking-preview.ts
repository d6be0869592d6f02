import * as z from "zod";
import { BOOKING_NOT_FOUND } from "../../core/bookings/booking-errors.ts";
import { getBookingPreview } from "../../core/bookings/get-booking-preview.ts";
import { PERMISSION_REQUIRED } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { centsSchema, idSchema, localDateSchema, localEndTimeSchema, localTimeSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";
import { bookingStatusSchema, personSchema } from "./booking.schema.ts";
import { locationTypeSchema } from "./location-type.schema.ts";

export const contract = endpoint({
  operationId: "getBookingPreview",
  method: "GET",
  path: "/api/v1/bookings/{bookingId}/preview",
  tag: "bookings",
  area: "bookings",
  summary: "Read what a card about a booking shows",
  description: "The lesson in short, as its student or its instructor may see it.",
  auth: { roles: ["student", "instructor"] },
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  status: 200,
  response: z
    .object({
      bookingId: idSchema("bkg"),
      student: personSchema,
      instructor: personSchema,
      serviceName: z.string(),
      date: localDateSchema,
      startTime: localTimeSchema,
      endTime: localEndTimeSchema,
      durationMinutes: z.int(),
      locationType: locationTypeSchema,
      locationLabel: z.string(),
      locationText: z.string().nullable(),
      serviceArea: z.string().nullable(),
      status: bookingStatusSchema,
      studentNote: z.string().nullable(),
      lessonPriceCents: centsSchema,
    })
    .meta({ id: "BookingPreview" }),
  errors: [PERMISSION_REQUIRED],
  staleSeconds: 60,
  since: "1.0.0",
  rules: ["BK-55", "BKL-10", "BKL-13"],
  example: {
    params: { bookingId: bookingExample.id },
    response: {
      bookingId: bookingExample.id,
      student: bookingExample.student,
      instructor: bookingExample.instructor,
      serviceName: bookingExample.serviceName,
      date: bookingExample.date,
      startTime: bookingExample.startTime,
      endTime: bookingExample.endTime,
      durationMinutes: bookingExample.durationMinutes,
      locationType: bookingExample.locationType,
      locationLabel: "Online",
      locationText: bookingExample.locationText,
      serviceArea: null,
      status: bookingExample.status,
      studentNote: bookingExample.studentNote,
      lessonPriceCents: bookingExample.lessonPriceCents,
    },
  },
});

export const handler = handle(contract, async (ctx, { params }) => getBookingPreview(ctx, params.bookingId));
