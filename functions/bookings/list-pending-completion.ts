import * as z from "zod";
import { listPendingCompletion } from "../../core/bookings/list-pending-completion.ts";
import { CURSOR_EXPIRED, CURSOR_INVALID } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { cursorSchema, limitSchema } from "../http/wire-values.ts";
import { bookingSummaryExample } from "./booking.example.ts";
import { bookingPageSchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "listPendingCompletion",
  method: "GET",
  path: "/api/v1/instructor-bookings/pending-completion",
  tag: "bookings",
  area: "bookings",
  summary: "List the lessons that wait for completion",
  description: "Confirmed lessons that are over; the first to complete itself comes first.",
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
  rules: ["BKL-1", "BKL-3", "BK-63"],
  example: {
    query: { limit: "20" },
    response: { items: [{ ...bookingSummaryExample, partition: "awaiting_completion" }], nextCursor: null },
  },
});

export const handler = handle(contract, async (ctx, { query }) => listPendingCompletion(ctx, contract.operationId, query));
