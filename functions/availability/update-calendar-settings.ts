import {
  AVAILABILITY_BUSY,
  HAS_FUTURE_LESSONS,
  SETTINGS_LOCKED,
  TRAVEL_BUFFER_TOO_SMALL,
  UNKNOWN_TIMEZONE,
} from "../../core/availability/availability-errors.ts";
import { updateCalendarSettings } from "../../core/availability/update-calendar-settings.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { CALENDAR_SETTINGS_EXAMPLE, calendarSettingsPatchSchema, calendarSettingsSchema } from "./calendar-settings.schema.ts";

export const contract = endpoint({
  operationId: "updateCalendarSettings",
  method: "PATCH",
  path: "/api/v1/instructors/me/calendar-settings",
  tag: "availability",
  area: "availability",
  summary: "Change one's own calendar settings",
  description:
    "Buffers hold for new bookings at once. Hours keep their wall-clock times in a new zone, which is therefore refused while lessons lie ahead.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: nothing,
  query: nothing,
  body: calendarSettingsPatchSchema,
  ifMatch: "optional",
  status: 200,
  response: calendarSettingsSchema,
  errors: [TRAVEL_BUFFER_TOO_SMALL, UNKNOWN_TIMEZONE, HAS_FUTURE_LESSONS, SETTINGS_LOCKED, AVAILABILITY_BUSY],
  invalidates: ["availability", "instructors"],
  etag: "{version}",
  since: "1.0.0",
  rules: ["SET-2", "SET-3", "SET-5", "SET-6", "SET-7", "AV-31"],
  example: {
    body: { bufferMinutes: 30 },
    response: { ...CALENDAR_SETTINGS_EXAMPLE, bufferMinutes: 30, version: 2 },
  },
});

export const handler = handle(contract, (ctx, { body, ifMatch }) => updateCalendarSettings(ctx, { patch: definedOnly(body), ifMatch }));
