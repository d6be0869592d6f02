import * as z from "zod";
import {
  BOOKING_NOT_FOUND,
  BOOKING_NOT_REPORTABLE,
  DISPUTE_ALREADY_OPEN,
  INVALID_NO_SHOW_TYPE,
  LESSON_NOT_STARTED,
  NO_SHOW_ALREADY_REPORTED,
  NO_SHOW_WINDOW_CLOSED,
} from "../../core/bookings/booking-errors.ts";
import { reportNoShow } from "../../core/bookings/report-no-show.ts";
import { OPERATION_IN_PROGRESS, PERMISSION_REQUIRED } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { idSchema, instantSchema, textSchema } from "../http/wire-values.ts";
import { bookingExample } from "./booking.example.ts";
import { paymentStatusSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "reportNoShow",
  method: "POST",
  path: "/api/v1/bookings/{bookingId}/no-show",
  tag: "bookings",
  area: "bookings",
  summary: "Report that the other side did not come",
  description:
    "From the start of the lesson until 24 hours after its end. The money waits while the other side can object, which is for 24 hours. When both sides report each other the lesson counts as not held, at once.",
  auth: { roles: ["student", "instructor"] },
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "idempotency-key",
  idempotencyKey: "optional",
  params: z.strictObject({ bookingId: idSchema("bkg") }),
  notFound: BOOKING_NOT_FOUND,
  query: nothing,
  body: z
    .strictObject({
      type: z.enum(["student", "instructor"]).optional().meta({ description: "Who was absent: the other side, which is the default." }),
      reason: textSchema(0, 500).optional(),
    })
    .meta({ id: "ReportNoShow" }),
  status: 201,
  response: z
    .object({
      bookingId: idSchema("bkg"),
      type: z.enum(["student", "instructor", "mutual"]),
      reportedAt: instantSchema,
      disputeUntil: instantSchema.nullable().meta({ description: "Null when both sides reported each other." }),
      paymentStatus: paymentStatusSchema,
    })
    .meta({ id: "ReportedNoShow" }),
  errors: [
    PERMISSION_REQUIRED,
    INVALID_NO_SHOW_TYPE,
    BOOKING_NOT_REPORTABLE,
    LESSON_NOT_STARTED,
    NO_SHOW_WINDOW_CLOSED,
    DISPUTE_ALREADY_OPEN,
    NO_SHOW_ALREADY_REPORTED,
    OPERATION_IN_PROGRESS,
  ],
  invalidates: ["bookings"],
  location: "/api/v1/bookings/{bookingId}",
  since: "1.0.0",
  rules: ["BKN-1", "BKN-6", "NS-1", "API-35"],
  example: {
    params: { bookingId: bookingExample.id },
    body: { type: "instructor", reason: "I waited for half an hour." },
    response: {
      bookingId: bookingExample.id,
      type: "instructor",
      reportedAt: "2026-03-12T21:30:00.000Z",
      disputeUntil: "2026-03-13T21:30:00.000Z",
      paymentStatus: "manual_review",
    },
  },
});

export const handler = handle(contract, (ctx, { params, body }) => reportNoShow(ctx, params.bookingId, body));
