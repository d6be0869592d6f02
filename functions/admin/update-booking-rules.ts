import { updateBookingRules } from "../../core/availability/update-booking-rules.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { BOOKING_RULES_EXAMPLE, bookingRulesInputSchema, bookingRulesSchema, wireBookingRules } from "./booking-rules.schema.ts";

export const contract = endpoint({
  operationId: "updateBookingRules",
  method: "PUT",
  path: "/api/v1/admin/availability/config",
  tag: "admin",
  area: "admin",
  summary: "Replace the platform's booking rules",
  description:
    "The whole document, with the ETag of the one that was read. Calendars and bookings follow within a minute; lessons that are booked stay.",
  auth: { roles: ["admin"] },
  rate: "admin",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: nothing,
  query: nothing,
  body: bookingRulesInputSchema,
  ifMatch: "required",
  status: 200,
  response: bookingRulesSchema,
  errors: [],
  invalidates: ["availability", "bookings"],
  etag: "{version}",
  since: "1.0.0",
  rules: ["SET-8"],
  example: {
    body: { ...BOOKING_RULES_EXAMPLE, publicDays: 60 },
    response: {
      ...BOOKING_RULES_EXAMPLE,
      publicDays: 60,
      version: 1,
      updatedAt: "2026-03-08T07:30:00.000Z",
      updatedBy: "usr_01JNV4Q7Z8K3M5P9R2T6W0X1Y4",
    },
  },
});

export const handler = handle(contract, async (ctx, { body, ifMatch }) => {
  const rules = await updateBookingRules(ctx, body, ifMatch);
  return wireBookingRules(rules);
});
