import * as z from "zod";
import { BOOKING_NOT_CANCELLABLE, BOOKING_NOT_FOUND, LESSON_STARTED } from "../../core/bookings/booking-errors.ts";
import { cancelBooking } from "../../core/bookings/cancel-booking.ts";
import { OPERATION_IN_PROGRESS, PERMISSION_REQUIRED } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { centsSchema, idSchema, trimmedTextSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";
import { bookingSchema, settlementOutcomeSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "cancelBooking",
  method: "POST",
  path: "/api/v1/bookings/{bookingId}/cancel",
  tag: "bookings",
  area: "bookings",
  summary: "Cancel a booking before it starts",
  description: "Frees the time at once and answers what happens to the money: nothing is charged 24 hours ahead or earlier.",
  auth: { roles: ["student", "instructor"] },
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "idempotency-key",
  idempotencyKey: "optional",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  body: z
    .strictObject({ reason: trimmedTextSchema(1, 500).meta({ description: "1 to 500 characters after trimming.", example: "I am ill." }) })
    .meta({ id: "CancelBooking" }),
  status: 200,
  response: z
    .object({
      booking: bookingSchema,
      cancellation: z.object({
        window: z.enum(["gte24", "12to24", "lt12"]),
        outcome: settlementOutcomeSchema,
        studentCreditCents: centsSchema,
        refundedCents: centsSchema,
        instructorPayoutCents: centsSchema.nullable(),
      }),
    })
    .meta({ id: "CancelledBooking" }),
  errors: [PERMISSION_REQUIRED, BOOKING_NOT_CANCELLABLE, LESSON_STARTED, OPERATION_IN_PROGRESS],
  invalidates: ["bookings", "availability"],
  etag: "{booking.version}",
  since: "1.0.0",
  rules: ["BKC-1", "BKC-9", "CX-1", "CX-8"],
  example: {
    params: { bookingId: bookingExample.id },
    body: { reason: "I am ill." },
    response: {
      booking: {
        ...bookingExample,
        status: "CANCELLED",
        partition: "cancelled",
        cancelledAt: "2026-03-09T10:00:00.000Z",
        cancelledBy: "student",
        cancellationReason: "I am ill.",
        cancellationWindow: "gte24",
        can: { ...bookingExample.can, cancel: false, reschedule: false },
        version: 3,
      },
      cancellation: {
        window: "gte24",
        outcome: "student_cancel_gt24_no_charge",
        studentCreditCents: 0,
        refundedCents: 0,
        instructorPayoutCents: null,
      },
    },
  },
});

export const handler = handle(contract, (ctx, { params, body }) => cancelBooking(ctx, params.bookingId, body.reason));
