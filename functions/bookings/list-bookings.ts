import * as z from "zod";
import { listBookings } from "../../core/bookings/list-bookings.ts";
import { CURSOR_EXPIRED, CURSOR_INVALID, DomainError, RANGE_INVALID } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { cursorSchema, idSchema, limitSchema, localDateSchema } from "../http/wire-values.ts";
import { bookingSummaryExample } from "./booking.example.ts";
import { bookingPageSchema, bookingStatusSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "listBookings",
  method: "GET",
  path: "/api/v1/bookings",
  tag: "bookings",
  area: "bookings",
  summary: "List one's bookings",
  description: "Upcoming ones by start, all others with the latest start first. Instructors see their own side, without unpaid bookings.",
  auth: { roles: ["student", "instructor"], permission: "view_own_bookings" },
  gate: "marketplace",
  rate: "read",
  grants: ["table.read", "secret.cursor"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({
    view: z.enum(["upcoming", "history", "book_again", "unpaid", "all"]).default("all"),
    status: bookingStatusSchema.optional(),
    fromDate: localDateSchema.optional(),
    toDate: localDateSchema.optional(),
    instructorId: idSchema("usr").optional().meta({ description: "Only lessons with this other person." }),
    limit: limitSchema,
    cursor: cursorSchema.optional(),
  }),
  status: 200,
  response: bookingPageSchema,
  errors: [CURSOR_INVALID, CURSOR_EXPIRED, RANGE_INVALID],
  staleSeconds: 60,
  since: "1.0.0",
  rules: ["BKL-1", "BKL-6", "API-26", "API-28"],
  example: { query: { view: "upcoming", limit: "20" }, response: { items: [bookingSummaryExample], nextCursor: null } },
});

export const handler = handle(contract, async (ctx, { query }) => {
  const { instructorId: otherId, fromDate, toDate } = query;
  if (fromDate !== undefined && toDate !== undefined && toDate < fromDate) {
    throw new DomainError(RANGE_INVALID, "Choose a toDate that is not before fromDate.");
  }
  return listBookings(ctx, contract.operationId, { ...query, otherId });
});
