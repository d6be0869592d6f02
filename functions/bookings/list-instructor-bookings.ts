import * as z from "zod";
import { listBookings } from "../../core/bookings/list-bookings.ts";
import { CURSOR_EXPIRED, CURSOR_INVALID, DomainError, RANGE_INVALID, validationFailed } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { cursorSchema, idSchema, limitSchema, localDateSchema } from "../http/wire-values.ts";
import { bookingSummaryExample } from "./booking.example.ts";
import { bookingPageSchema, bookingStatusSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "listInstructorBookings",
  method: "GET",
  path: "/api/v1/instructor-bookings",
  tag: "bookings",
  area: "bookings",
  summary: "List the bookings of one's students",
  description: "Without unpaid ones. Upcoming lessons by start, all others with the latest start first.",
  auth: { roles: ["instructor"], permission: "view_incoming_bookings" },
  gate: "instructor",
  rate: "read",
  grants: ["table.read", "secret.cursor"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({
    status: bookingStatusSchema.optional(),
    upcoming: z.boolean().default(false),
    includePastConfirmed: z.boolean().default(false),
    fromDate: localDateSchema.optional(),
    toDate: localDateSchema.optional(),
    studentId: idSchema("usr").optional(),
    limit: limitSchema,
    cursor: cursorSchema.optional(),
  }),
  status: 200,
  response: bookingPageSchema,
  errors: [CURSOR_INVALID, CURSOR_EXPIRED, RANGE_INVALID],
  staleSeconds: 60,
  since: "1.0.0",
  rules: ["BKL-2", "BKL-3", "BKL-6"],
  example: { query: { limit: "20" }, response: { items: [bookingSummaryExample], nextCursor: null } },
});

export const handler = handle(contract, async (ctx, { query }) => {
  const { upcoming, includePastConfirmed, studentId, ...rest } = query;
  if (upcoming && includePastConfirmed) throw validationFailed([EXCLUSIVE]);
  if (rest.fromDate !== undefined && rest.toDate !== undefined && rest.toDate < rest.fromDate) {
    throw new DomainError(RANGE_INVALID, "Choose a toDate that is not before fromDate.");
  }
  const view = upcoming ? "upcoming" : "all";
  return listBookings(ctx, contract.operationId, { ...rest, view, otherId: studentId, isPast: includePastConfirmed });
});

const EXCLUSIVE = {
  field: "query.includePastConfirmed",
  code: "MUTUALLY_EXCLUSIVE",
  message: "A lesson is either to come or over; ask for one of the two.",
};
