import * as z from "zod";
import {
  BOOKING_NOT_FOUND,
  BOOKING_NOT_RESCHEDULABLE,
  LESSON_STARTED,
  NOTHING_TO_CHANGE,
  SERVICE_INSTRUCTOR_MISMATCH,
} from "../../core/bookings/booking-errors.ts";
import { rescheduleBooking } from "../../core/bookings/reschedule-booking.ts";
import { PERMISSION_REQUIRED } from "../../core/errors.ts";
import {
  CARD_DECLINED,
  PAYMENT_METHOD_REQUIRED,
  PAYMENT_STATE_CONFLICT,
  RESCHEDULE_LIMIT_REACHED,
  RESCHEDULE_LOCKED,
  RESCHEDULE_PRICE_CHANGED,
  RESCHEDULE_WINDOW_CLOSED,
} from "../../core/payments/payment-errors.ts";
import { NEIGHBORHOODS_FILE } from "../../core/places/neighborhoods.ts";
import { OUTLINES_FILE } from "../../core/places/outlines.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema, localDateSchema, localTimeSchema, trimmedTextSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";
import { bookingSchema } from "./booking.schema.ts";
import { placeRules, placeShape, wishedPlace } from "./lesson-place.schema.ts";
import { locationTypeSchema } from "./location-type.schema.ts";
import { NEW_LESSON_PROBLEMS } from "./new-lesson-problems.ts";

export const contract = endpoint({
  operationId: "rescheduleBooking",
  method: "POST",
  path: "/api/v1/bookings/{bookingId}/reschedule",
  tag: "bookings",
  area: "bookings",
  summary: "Move a lesson to another time",
  description:
    "The student moves a confirmed lesson until 12 hours before it. Whatever is left out stays as booked. The old booking is cancelled and a new one linked to it. A move less than 24 hours before the old or the new lesson asks the card first: both times are held for the seconds that it takes, and a declined card leaves the lesson where it was. While the card does not answer, the answer is 409 OPERATION_IN_PROGRESS: repeat the request under the same key.",
  auth: { roles: ["student", "instructor"] },
  rate: "booking",
  grants: ["table.read", "table.write", "maps"],
  retry: "idempotency-key",
  idempotencyKey: "required",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  body: z
    .strictObject({
      date: localDateSchema,
      startTime: localTimeSchema,
      durationMinutes: z.int().min(15).max(720).optional(),
      instructorServiceId: idSchema("isv").optional().meta({ description: "Another service of the same instructor." }),
      locationType: locationTypeSchema.optional(),
      ...placeShape,
      teachingPlaceId: idSchema("plc").optional(),
      studentNote: trimmedTextSchema(0, 1_000).optional().meta({ description: "At most 1 000 characters after trimming." }),
    })
    .meta({ id: "RescheduleBooking", ...placeRules }),
  status: 201,
  response: z
    .object({
      booking: bookingSchema,
      previousBookingId: idSchema("bkg"),
      paymentMode: z.enum(["carry", "lock", "new_payment"]),
    })
    .meta({ id: "RescheduledBooking" }),
  errors: [
    PERMISSION_REQUIRED,
    BOOKING_NOT_RESCHEDULABLE,
    PAYMENT_STATE_CONFLICT,
    LESSON_STARTED,
    RESCHEDULE_LOCKED,
    RESCHEDULE_WINDOW_CLOSED,
    RESCHEDULE_LIMIT_REACHED,
    NOTHING_TO_CHANGE,
    SERVICE_INSTRUCTOR_MISMATCH,
    ...NEW_LESSON_PROBLEMS,
    RESCHEDULE_PRICE_CHANGED,
    PAYMENT_METHOD_REQUIRED,
    CARD_DECLINED,
  ],
  invalidates: ["bookings", "availability"],
  files: [OUTLINES_FILE, NEIGHBORHOODS_FILE],
  etag: "{booking.version}",
  location: "/api/v1/bookings/{booking.id}",
  since: "1.0.0",
  rules: ["BKR-1", "BKR-14", "LK-1", "LK-5"],
  links: [{ operationId: "getBooking", parameters: { bookingId: "$response.body#/booking/id" } }],
  example: {
    params: { bookingId: bookingExample.id },
    body: { date: "2026-03-13", startTime: "18:00" },
    response: {
      booking: {
        ...bookingExample,
        id: "bkg_01JNV4Q7Z8K3M5P9R2T6W0X1Y5",
        date: "2026-03-13",
        startTime: "18:00",
        endTime: "19:00",
        startsAt: "2026-03-13T22:00:00.000Z",
        endsAt: "2026-03-13T23:00:00.000Z",
        rescheduledFromBookingId: bookingExample.id,
        rescheduledFrom: { id: bookingExample.id, date: bookingExample.date, startTime: bookingExample.startTime },
        rescheduleCount: 1,
        version: 1,
      },
      previousBookingId: bookingExample.id,
      paymentMode: "carry",
    },
  },
});

export const handler = handle(contract, async (ctx, { params, body }) => {
  const { meetingLocation: _address, locationPlaceId: _placeId, locationLat: _lat, locationLng: _lng, ...wish } = body;
  const meetingPlace = wishedPlace(body);
  return rescheduleBooking(ctx, params.bookingId, {
    ...definedOnly(wish),
    ...(meetingPlace === undefined ? {} : { meetingPlace }),
  });
});
