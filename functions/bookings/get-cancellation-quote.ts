import * as z from "zod";
import { BOOKING_NOT_FOUND } from "../../core/bookings/booking-errors.ts";
import { getCancellationQuote } from "../../core/bookings/get-cancellation-quote.ts";
import { PERMISSION_REQUIRED } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { centsSchema, idSchema, instantSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";

export const contract = endpoint({
  operationId: "getCancellationQuote",
  method: "GET",
  path: "/api/v1/bookings/{bookingId}/cancellation-quote",
  tag: "bookings",
  area: "bookings",
  summary: "Ask what cancelling a booking now would do",
  description: "What would be charged, credited and refunded, and until when that stays true. Nothing changes.",
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
      window: z.enum(["gte24", "12to24", "lt12"]),
      allowed: z.boolean(),
      reasonCode: z.string().nullable().meta({ description: "The code that cancelling would be refused with." }),
      cardChargeCents: centsSchema,
      studentCreditCents: centsSchema,
      refundCents: centsSchema,
      instructorPayoutCents: centsSchema.nullable().meta({ description: "For the instructor only." }),
      validUntil: instantSchema,
    })
    .meta({ id: "CancellationQuote" }),
  errors: [PERMISSION_REQUIRED],
  since: "1.0.0",
  rules: ["BKQ-7", "BKC-1", "BKC-4"],
  example: {
    params: { bookingId: bookingExample.id },
    response: {
      window: "gte24",
      allowed: true,
      reasonCode: null,
      cardChargeCents: 0,
      studentCreditCents: 0,
      refundCents: 0,
      instructorPayoutCents: null,
      validUntil: "2026-03-11T21:00:00.000Z",
    },
  },
});

export const handler = handle(contract, async (ctx, { params }) => getCancellationQuote(ctx, params.bookingId));
