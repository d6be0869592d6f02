import * as z from "zod";
import { BOOKING_NOT_FOUND } from "../../core/bookings/booking-errors.ts";
import { getRescheduleOptions } from "../../core/bookings/get-reschedule-options.ts";
import { PERMISSION_REQUIRED } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema, instantSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";

export const contract = endpoint({
  operationId: "getRescheduleOptions",
  method: "GET",
  path: "/api/v1/bookings/{bookingId}/reschedule-options",
  tag: "bookings",
  area: "bookings",
  summary: "Ask whether a lesson can be moved now",
  description: "And what its money would do. Whether a time is free is asked of check-availability. Nothing changes.",
  auth: { roles: ["student"] },
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  status: 200,
  response: z
    .object({
      allowed: z.boolean(),
      reasonCode: z.string().nullable().meta({ description: "The code that moving would be refused with." }),
      paymentMode: z.enum(["carry", "lock", "new_payment"]).nullable(),
      priceMustStay: z.boolean(),
      validUntil: instantSchema.nullable(),
    })
    .meta({ id: "RescheduleOptions" }),
  errors: [PERMISSION_REQUIRED],
  since: "1.0.0",
  rules: ["BKQ-8", "BKR-1", "BKR-4", "LK-1", "LK-4"],
  example: {
    params: { bookingId: bookingExample.id },
    response: {
      allowed: true,
      reasonCode: null,
      paymentMode: "carry",
      priceMustStay: true,
      validUntil: "2026-03-11T21:00:00.000Z",
    },
  },
});

export const handler = handle(contract, async (ctx, { params }) => getRescheduleOptions(ctx, params.bookingId));
