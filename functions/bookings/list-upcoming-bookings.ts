import * as z from "zod";
import { listBookings } from "../../core/bookings/list-bookings.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { bookingSummaryExample } from "./booking.example.ts";
import { bookingSummarySchema } from "./booking.schema.ts";

export const contract = endpoint({
  operationId: "listUpcomingBookings",
  method: "GET",
  path: "/api/v1/bookings/upcoming",
  tag: "bookings",
  area: "bookings",
  summary: "List the next lessons",
  description: "The confirmed lessons that have not begun, the next one first.",
  auth: { roles: ["student", "instructor"], permission: "view_own_bookings" },
  rate: "read",
  grants: ["table.read", "secret.cursor"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({ limit: z.int().min(1).max(20).default(5) }),
  status: 200,
  response: z.object({ items: z.array(bookingSummarySchema) }).meta({ id: "UpcomingBookings" }),
  errors: [],
  staleSeconds: 60,
  since: "1.0.0",
  rules: ["BKL-2", "BKL-3", "BKL-5"],
  example: { query: { limit: "5" }, response: { items: [bookingSummaryExample] } },
});

export const handler = handle(contract, async (ctx, { query }) => {
  const { items } = await listBookings(ctx, contract.operationId, { view: "upcoming", limit: query.limit });
  return { items };
});
