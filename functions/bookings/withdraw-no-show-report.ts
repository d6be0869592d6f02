import * as z from "zod";
import { BOOKING_NOT_FOUND, NO_SHOW_ALREADY_DISPUTED, NO_SHOW_NOT_FOUND, NO_SHOW_RESOLVED } from "../../core/bookings/booking-errors.ts";
import { withdrawNoShowReport } from "../../core/bookings/withdraw-no-show-report.ts";
import { OPERATION_IN_PROGRESS } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema } from "../http/wire-values.ts";
import { bookingExample, reportedExample } from "./booking.example.ts";
import { bookingSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "withdrawNoShowReport",
  method: "POST",
  path: "/api/v1/bookings/{bookingId}/no-show/withdraw",
  tag: "bookings",
  area: "bookings",
  summary: "Take your report of an absence back",
  description: "Within 24 hours of the report and before the other side objects. Booking and payment are as they were before it.",
  auth: { roles: ["student", "instructor"], permission: "view_own_bookings" },
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "never",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  body: z.strictObject({}),
  status: 200,
  response: bookingSchema,
  errors: [NO_SHOW_NOT_FOUND, NO_SHOW_RESOLVED, NO_SHOW_ALREADY_DISPUTED, OPERATION_IN_PROGRESS],
  invalidates: ["bookings"],
  etag: "{version}",
  since: "1.0.0",
  rules: ["BKN-11", "NS-6"],
  example: {
    params: { bookingId: bookingExample.id },
    body: {},
    response: { ...reportedExample, noShow: { ...reportedExample.noShow, resolution: "cancelled" }, version: 4 },
  },
});

export const handler = handle(contract, (ctx, { params }) => withdrawNoShowReport(ctx, params.bookingId));
