import * as z from "zod";
import { addSpecificDateAvailability } from "../../core/availability/add-specific-date-availability.ts";
import { WINDOW_EXISTS } from "../../core/availability/availability-errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { localDateSchema } from "../http/wire-values.ts";
import { windowInputSchema } from "./window.schema.ts";
import { editedWindowsSchema, WINDOW_ITEM_EXAMPLE } from "./window-item.schema.ts";
import { WINDOW_PROBLEMS } from "./window-problems.ts";

export const contract = endpoint({
  operationId: "addSpecificDateAvailability",
  method: "POST",
  path: "/api/v1/instructors/availability/specific-date",
  tag: "availability",
  area: "availability",
  summary: "Open a window on a date",
  description:
    "Beside what is open there: windows of the same formats merge, others may only touch. An end before the start lies on the next date.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "idempotency-key",
  idempotencyKey: "optional",
  params: nothing,
  query: nothing,
  body: z.strictObject({ date: localDateSchema, ...windowInputSchema.shape }).meta({ id: "WindowAddition" }),
  status: 201,
  response: editedWindowsSchema,
  errors: [WINDOW_EXISTS, ...WINDOW_PROBLEMS],
  invalidates: ["availability"],
  location: "/api/v1/instructors/availability/{items.0.windowId}",
  since: "1.0.0",
  rules: ["AV-2", "AV-3", "AV-5", "AVW-10", "AVW-19", "AVW-20", "AVW-23", "AVW-24"],
  links: [{ operationId: "updateAvailabilityWindow", parameters: { windowId: "$response.body#/items/0/windowId" } }],
  example: {
    body: { date: "2026-03-11", startTime: "09:00", endTime: "12:00", formats: "any" },
    response: { items: [WINDOW_ITEM_EXAMPLE], uncoveredLessons: [] },
  },
});

export const handler = handle(contract, (ctx, { body }) => addSpecificDateAvailability(ctx, body));
