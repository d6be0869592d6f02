import * as z from "zod";
import { listBookings } from "../../core/bookings/list-bookings.ts";
import { CURSOR_EXPIRED, CURSOR_INVALID } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { cursorSchema, limitSchema } from "../http/wire-values.ts";
import { bookingSummaryExample } from "./booking.example.ts";
import { bookingPageSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "listInstructorUpcomingBookings",
  method: "GET",
  path: "/api/v1/instructor-bookings/upcoming",
  tag: "bookings",
  area: "bookings",
  summary: "List the lessons to teach next",
  description: "The confirmed lessons that have not begun, the next one first.",
  auth: { roles: ["instructor"], permission: "view_incoming_bookings" },
  gate: "instructor",
  rate: "read",
  grants: ["table.read", "secret.cursor"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({ limit: limitSchema, cursor: cursorSchema.optional() }),
  status: 200,
  response: bookingPageSchema,
  errors: [CURSOR_INVALID, CURSOR_EXPIRED],
  staleSeconds: 60,
  since: "1.0.0",
  rules: ["BKL-2", "BKL-3", "BKL-5"],
  example: { query: { limit: "20" }, response: { items: [bookingSummaryExample], nextCursor: null } },
});

export const handler = handle(contract, async (ctx, { query }) => listBookings(ctx, contract.operationId, { view: "upcoming", ...query }));
