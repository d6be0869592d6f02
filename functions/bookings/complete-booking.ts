import * as z from "zod";
import { BOOKING_NOT_COMPLETABLE, BOOKING_NOT_FOUND, LESSON_NOT_ENDED } from "../../core/bookings/booking-errors.ts";
import { completeBooking } from "../../core/bookings/complete-booking.ts";
import { OPERATION_IN_PROGRESS } from "../../core/errors.ts";
import { PAYMENT_STATE_CONFLICT } from "../../core/payments/payment-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";
import { bookingSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "completeBooking",
  method: "POST",
  path: "/api/v1/bookings/{bookingId}/complete",
  tag: "bookings",
  area: "bookings",
  summary: "Say that a lesson was taught",
  description: "From the end of the lesson on. A lesson that nobody completes completes itself a day later.",
  auth: { roles: ["instructor"], permission: "complete_bookings" },
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "never",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  body: z.strictObject({}),
  status: 200,
  response: bookingSchema,
  errors: [BOOKING_NOT_COMPLETABLE, LESSON_NOT_ENDED, PAYMENT_STATE_CONFLICT, OPERATION_IN_PROGRESS],
  invalidates: ["bookings"],
  etag: "{version}",
  since: "1.0.0",
  rules: ["BK-60", "BK-64", "BK-65"],
  example: {
    params: { bookingId: bookingExample.id },
    body: {},
    response: {
      ...bookingExample,
      status: "COMPLETED",
      partition: "past",
      completedAt: "2026-03-12T22:00:00.000Z",
      completionSource: "instructor",
      can: { ...bookingExample.can, cancel: false, reschedule: false },
    },
  },
});

export const handler = handle(contract, (ctx, { params }) => completeBooking(ctx, params.bookingId));
