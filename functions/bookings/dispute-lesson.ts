import * as z from "zod";
import {
  BOOKING_NOT_DISPUTABLE,
  BOOKING_NOT_FOUND,
  DISPUTE_ALREADY_OPEN,
  DISPUTE_WINDOW_CLOSED,
  NO_SHOW_ALREADY_REPORTED,
} from "../../core/bookings/booking-errors.ts";
import { disputeLesson } from "../../core/bookings/dispute-lesson.ts";
import { OPERATION_IN_PROGRESS } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema } from "../http/wire-values.ts";
import { bookingExample, disputedExample } from "./booking.example.ts";
import { bookingSchema } from "./booking.schema.ts";
import { objectionSchema } from "./objection.schema.ts";

export const contract = endpoint({
  operationId: "disputeLesson",
  method: "POST",
  path: "/api/v1/bookings/{bookingId}/dispute",
  tag: "bookings",
  area: "bookings",
  summary: "Say as the student that a lesson was not as it should be",
  description: "From the end of the lesson until 24 hours after it, once. An administrator decides; until then the money waits.",
  auth: { roles: ["student"], permission: "view_own_bookings" },
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "never",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  body: objectionSchema,
  status: 200,
  response: bookingSchema,
  errors: [BOOKING_NOT_DISPUTABLE, DISPUTE_WINDOW_CLOSED, DISPUTE_ALREADY_OPEN, NO_SHOW_ALREADY_REPORTED, OPERATION_IN_PROGRESS],
  invalidates: ["bookings"],
  etag: "{version}",
  since: "1.0.0",
  rules: ["BKN-12"],
  example: {
    params: { bookingId: bookingExample.id },
    body: { reason: "It ended after ten minutes." },
    response: disputedExample("student", "It ended after ten minutes."),
  },
});

export const handler = handle(contract, (ctx, { params, body }) => disputeLesson(ctx, params.bookingId, "student", body.reason));
