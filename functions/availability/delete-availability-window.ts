import * as z from "zod";
import { AVAILABILITY_BUSY, DATE_IN_PAST, WINDOW_NOT_FOUND } from "../../core/availability/availability-errors.ts";
import { deleteAvailabilityWindow } from "../../core/availability/delete-availability-window.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { windowIdSchema } from "../http/wire-values.ts";
import { uncoveredLessonsSchema, WINDOW_ITEM_EXAMPLE } from "./window-item.schema.ts";

export const contract = endpoint({
  operationId: "deleteAvailabilityWindow",
  method: "DELETE",
  path: "/api/v1/instructors/availability/{windowId}",
  tag: "availability",
  area: "availability",
  summary: "Close a window",
  description: "Lessons in it take place; their time cannot be booked again.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: z.strictObject({ windowId: windowIdSchema }),
  notFound: WINDOW_NOT_FOUND,
  query: nothing,
  status: 200,
  response: z.object({ windowId: windowIdSchema, uncoveredLessons: uncoveredLessonsSchema }).meta({ id: "DeletedWindow" }),
  errors: [DATE_IN_PAST, AVAILABILITY_BUSY],
  invalidates: ["availability"],
  since: "1.0.0",
  rules: ["AVW-9", "AVW-10", "AVW-19", "AVW-21", "AVW-24"],
  example: {
    params: { windowId: WINDOW_ITEM_EXAMPLE.windowId },
    response: { windowId: WINDOW_ITEM_EXAMPLE.windowId, uncoveredLessons: [] },
  },
});

export const handler = handle(contract, (ctx, { params }) => deleteAvailabilityWindow(ctx, params.windowId));
