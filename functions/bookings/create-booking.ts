import * as z from "zod";
import { PRICE_CHANGED, SELF_BOOKING, SERVICE_INSTRUCTOR_MISMATCH, TOO_MANY_UNPAID_BOOKINGS } from "../../core/bookings/booking-errors.ts";
import { createBooking } from "../../core/bookings/create-booking.ts";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { OUTLINES_FILE } from "../../core/places/outlines.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { centsSchema, idSchema, instantSchema, localDateSchema, localTimeSchema, trimmedTextSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";
import { bookingSchema } from "./booking.schema.ts";
import { placeRules, placeShape, wishedPlace } from "./lesson-place.schema.ts";
import { locationTypeSchema } from "./location-type.schema.ts";
import { NEW_LESSON_PROBLEMS } from "./new-lesson-problems.ts";

export const contract = endpoint({
  operationId: "createBooking",
  method: "POST",
  path: "/api/v1/bookings",
  tag: "bookings",
  area: "bookings",
  summary: "Book a lesson",
  description: "Takes the time at once. The booking is PENDING until its payment is secured, which has to happen before `payBy`.",
  auth: { roles: ["student"], permission: "create_bookings" },
  gate: "marketplace",
  rate: "booking",
  grants: ["table.read", "table.write", "maps"],
  retry: "idempotency-key",
  idempotencyKey: "required",
  params: nothing,
  query: nothing,
  body: z
    .strictObject({
      instructorId: idSchema("usr"),
      instructorServiceId: idSchema("isv"),
      date: localDateSchema,
      startTime: localTimeSchema,
      durationMinutes: z.int().min(15).max(720),
      locationType: locationTypeSchema,
      ...placeShape,
      teachingPlaceId: idSchema("plc").optional(),
      studentNote: trimmedTextSchema(0, 1_000).optional().meta({ description: "At most 1 000 characters after trimming." }),
      expectedTotalCents: centsSchema.optional().meta({ description: "Refuses the booking if the total is another." }),
    })
    .meta({ id: "CreateBooking", ...placeRules }),
  status: 201,
  response: z
    .object({
      booking: bookingSchema,
      setupClientSecret: z.string().nullable(),
      requiresPaymentMethod: z.literal(true),
      payBy: instantSchema,
    })
    .meta({ id: "CreatedBooking" }),
  errors: [SELF_BOOKING, SERVICE_INSTRUCTOR_MISMATCH, PRICE_CHANGED, TOO_MANY_UNPAID_BOOKINGS, ...NEW_LESSON_PROBLEMS],
  invalidates: ["bookings", "availability"],
  files: [OUTLINES_FILE, NEIGHBORHOODS_FILE],
  etag: "{booking.version}",
  location: "/api/v1/bookings/{booking.id}",
  since: "1.0.0",
  rules: ["BK-1", "BK-29", "BK-40", "BK-48"],
  links: [
    { operationId: "getBooking", parameters: { bookingId: "$response.body#/booking/id" } },
    { operationId: "cancelBooking", parameters: { bookingId: "$response.body#/booking/id" } },
  ],
  example: {
    body: {
      instructorId: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      instructorServiceId: "isv_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
      date: "2026-03-12",
      startTime: "17:00",
      durationMinutes: 60,
      locationType: "online",
      studentNote: "I would like to work on scales.",
    },
    response: {
      booking: bookingExample,
      setupClientSecret: null,
      requiresPaymentMethod: true,
      payBy: "2026-03-08T08:00:00.000Z",
    },
  },
});

export const handler = handle(contract, async (ctx, { body }) => {
  const { meetingLocation: _address, locationPlaceId: _placeId, locationLat: _lat, locationLng: _lng, ...wish } = body;
  const meetingPlace = wishedPlace(body);
  return createBooking(ctx, { ...definedOnly(wish), ...(meetingPlace === undefined ? {} : { meetingPlace }) });
});
