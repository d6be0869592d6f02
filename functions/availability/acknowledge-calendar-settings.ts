import * as z from "zod";
import { acknowledgeCalendarSettings } from "../../core/availability/acknowledge-calendar-settings.ts";
import { AVAILABILITY_BUSY } from "../../core/availability/availability-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { instantSchema } from "../http/wire-values.ts";

export const contract = endpoint({
  operationId: "acknowledgeCalendarSettings",
  method: "POST",
  path: "/api/v1/instructors/me/calendar-settings/acknowledge",
  tag: "availability",
  area: "availability",
  summary: "Dismiss the hint before the first save of hours",
  description: "Whoever has done so already gets the instant of the first time.",
  auth: { roles: ["instructor"] },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: z.object({ acknowledgedAt: instantSchema }).meta({ id: "AcknowledgedSettings" }),
  errors: [AVAILABILITY_BUSY],
  since: "1.0.0",
  rules: ["SET-4"],
  example: { response: { acknowledgedAt: "2026-03-08T07:30:00.000Z" } },
});

export const handler = handle(contract, async (ctx) => ({ acknowledgedAt: await acknowledgeCalendarSettings(ctx) }));
