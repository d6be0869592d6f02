import { getCalendarSettings } from "../../core/availability/get-calendar-settings.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { CALENDAR_SETTINGS_EXAMPLE, calendarSettingsSchema } from "./calendar-settings.schema.ts";

export const contract = endpoint({
  operationId: "getCalendarSettings",
  method: "GET",
  path: "/api/v1/instructors/me/calendar-settings",
  tag: "availability",
  area: "availability",
  summary: "Show one's own calendar settings",
  description: "Beside the settings themselves the zone of the account and the notice that each kind of place really needs.",
  auth: { roles: ["instructor"] },
  gate: "instructor",
  rate: "read",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: calendarSettingsSchema,
  errors: [],
  cache: "private-revalidate",
  etag: "{version}",
  since: "1.0.0",
  rules: ["SET-1", "SET-7", "AV-35"],
  links: [{ operationId: "updateCalendarSettings", parameters: { "If-Match": "$response.header.ETag" } }],
  example: { response: CALENDAR_SETTINGS_EXAMPLE },
});

export const handler = handle(contract, (ctx) => getCalendarSettings(ctx));
