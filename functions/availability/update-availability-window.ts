import * as z from "zod";
import { WINDOW_NOT_FOUND } from "../../core/availability/availability-errors.ts";
import { updateAvailabilityWindow } from "../../core/availability/update-availability-window.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { windowIdSchema } from "../http/wire-values.ts";
import { editedWindowsSchema, WINDOW_ITEM_EXAMPLE, windowPatch } from "./window-item.schema.ts";
import { WINDOW_PROBLEMS } from "./window-problems.ts";

const someMember: z.core.CheckFn<object> = ({ value, issues }) => {
  if (Object.values(value).some((member) => member !== undefined)) return;
  issues.push({ code: "custom", params: { code: "TOO_FEW" }, message: "Send at least one member to change.", path: [], input: value });
};

export const contract = endpoint({
  operationId: "updateAvailabilityWindow",
  method: "PATCH",
  path: "/api/v1/instructors/availability/{windowId}",
  tag: "availability",
  area: "availability",
  summary: "Change a window",
  description:
    "What is not sent stays as it is. The window's id changes with its times; the answer has the new one. Lessons in it take place.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  // Repeated, it would not find the window that it has renamed.
  retry: "never",
  params: z.strictObject({ windowId: windowIdSchema }),
  notFound: WINDOW_NOT_FOUND,
  query: nothing,
  body: z.strictObject(windowPatch).check(someMember).meta({ id: "WindowPatch", minProperties: 1 }),
  status: 200,
  response: editedWindowsSchema,
  errors: [...WINDOW_PROBLEMS],
  invalidates: ["availability"],
  since: "1.0.0",
  rules: ["AVW-9", "AVW-10", "AVW-19", "AVW-21", "AVW-23", "AVW-24"],
  example: {
    params: { windowId: "2026-03-11_0900_1100" },
    body: { endTime: "12:00" },
    response: { items: [WINDOW_ITEM_EXAMPLE], uncoveredLessons: [] },
  },
});

export const handler = handle(contract, (ctx, { params, body }) => updateAvailabilityWindow(ctx, params.windowId, definedOnly(body)));
