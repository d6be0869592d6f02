import * as z from "zod";
import { BOOKING_NOT_COMPLETABLE, BOOKING_NOT_FOUND, LESSON_NOT_ENDED } from "../../core/bookings/booking-errors.ts";
import { completeBooking } from "../../core/bookings/complete-booking.ts";
import { OPERATION_IN_PROGRESS } from "../../core/errors.ts";
import { PAYMENT_STATE_CONFLICT } from "../../core/payments/payment-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema, textSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";
import { bookingSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "completeLesson",
  method: "POST",
  path: "/api/v1/instructor-bookings/{bookingId}/complete",
  tag: "bookings",
  area: "bookings",
  summary: "Say that a lesson was taught, with notes",
  description: "As completeBooking; notes that are not blank replace the instructor's note.",
  auth: { roles: ["instructor"], permission: "complete_bookings" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "never",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  body: z.strictObject({ notes: textSchema(0, 1_000).optional() }).meta({ id: "CompleteLesson" }),
  status: 200,
  response: bookingSchema,
  errors: [BOOKING_NOT_COMPLETABLE, LESSON_NOT_ENDED, PAYMENT_STATE_CONFLICT, OPERATION_IN_PROGRESS],
  invalidates: ["bookings"],
  etag: "{version}",
  since: "1.0.0",
  rules: ["BK-60", "BK-61", "BK-64"],
  example: {
    params: { bookingId: bookingExample.id },
    body: { notes: "We worked on scales." },
    response: {
      ...bookingExample,
      status: "COMPLETED",
      instructorNote: "We worked on scales.",
      partition: "past",
      completedAt: "2026-03-12T22:00:00.000Z",
      completionSource: "instructor",
      can: { ...bookingExample.can, cancel: false, reschedule: false },
    },
  },
});

export const handler = handle(contract, (ctx, { params, body }) => completeBooking(ctx, params.bookingId, body.notes));
