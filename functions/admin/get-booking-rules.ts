import { getBookingRules } from "../../core/availability/get-booking-rules.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { BOOKING_RULES_EXAMPLE, bookingRulesSchema, wireBookingRules } from "./booking-rules.schema.ts";

export const contract = endpoint({
  operationId: "getBookingRules",
  method: "GET",
  path: "/api/v1/admin/availability/config",
  tag: "admin",
  area: "admin",
  summary: "Show the platform's booking rules",
  description: "Notice, protection of the night, and what the public sees of calendars. Its ETag is what a change sends as If-Match.",
  auth: { roles: ["admin"] },
  rate: "admin",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: bookingRulesSchema,
  errors: [],
  cache: "private-revalidate",
  etag: "{version}",
  since: "1.0.0",
  rules: ["SET-8"],
  links: [{ operationId: "updateBookingRules", parameters: { "If-Match": "$response.header.ETag" } }],
  example: { response: { ...BOOKING_RULES_EXAMPLE, version: 0, updatedAt: null, updatedBy: null } },
});

export const handler = handle(contract, async () => {
  const rules = await getBookingRules();
  return wireBookingRules(rules);
});
