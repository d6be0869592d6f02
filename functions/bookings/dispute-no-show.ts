import * as z from "zod";
import {
  BOOKING_NOT_FOUND,
  NO_SHOW_ALREADY_DISPUTED,
  NO_SHOW_DISPUTE_WINDOW_CLOSED,
  NO_SHOW_NOT_FOUND,
  NO_SHOW_RESOLVED,
} from "../../core/bookings/booking-errors.ts";
import { disputeNoShow } from "../../core/bookings/dispute-no-show.ts";
import { OPERATION_IN_PROGRESS } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema } from "../http/wire-values.ts";
import { bookingExample, reportedExample } from "./booking.example.ts";
import { bookingSchema } from "./booking.schema.ts";
import { objectionSchema } from "./objection.schema.ts";

export const contract = endpoint({
  operationId: "disputeNoShow",
  method: "POST",
  path: "/api/v1/bookings/{bookingId}/no-show/dispute",
  tag: "bookings",
  area: "bookings",
  summary: "Object to a report that you did not come",
  description: "Once, within 24 hours of the report. An administrator decides; until then the money waits.",
  auth: { roles: ["student", "instructor"], permission: "view_own_bookings" },
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "never",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  body: objectionSchema,
  status: 200,
  response: bookingSchema,
  errors: [NO_SHOW_NOT_FOUND, NO_SHOW_RESOLVED, NO_SHOW_ALREADY_DISPUTED, NO_SHOW_DISPUTE_WINDOW_CLOSED, OPERATION_IN_PROGRESS],
  invalidates: ["bookings"],
  etag: "{version}",
  since: "1.0.0",
  rules: ["BKN-7"],
  example: {
    params: { bookingId: bookingExample.id },
    body: { reason: "I was there; the door was locked." },
    response: { ...reportedExample, noShow: { ...reportedExample.noShow, disputed: true }, version: 4 },
  },
});

export const handler = handle(contract, (ctx, { params, body }) => disputeNoShow(ctx, params.bookingId, body.reason));
