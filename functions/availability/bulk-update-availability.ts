import * as z from "zod";
import { AVAILABILITY_BUSY, TOO_MANY_DATES } from "../../core/availability/availability-errors.ts";
import { bulkUpdateAvailability } from "../../core/availability/bulk-update-availability.ts";
import { definedOnly } from "../http/defined-only.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { localDateSchema, windowIdSchema } from "../http/wire-values.ts";
import { uncoveredLessonsSchema, WINDOW_ITEM_EXAMPLE, windowPatch } from "./window-item.schema.ts";

const actionSchema = z.enum(["add", "remove", "update"]);

const operationSchema = z
  .strictObject({ action: actionSchema, windowId: windowIdSchema.optional(), date: localDateSchema.optional(), ...windowPatch })
  .meta({
    id: "WindowOperation",
    description:
      "`add` needs date, startTime and endTime; `update` a windowId and what shall change; `remove` a windowId, or date, startTime and endTime.",
  });

const resultSchema = z
  .object({
    index: z.int(),
    action: actionSchema,
    status: z.enum(["success", "failed", "skipped"]),
    code: z.string().nullable(),
    windowIds: z.array(windowIdSchema).nullable(),
  })
  .meta({ id: "WindowOperationResult" });

export const contract = endpoint({
  operationId: "bulkUpdateAvailability",
  method: "PATCH",
  path: "/api/v1/instructors/availability/bulk-update",
  tag: "availability",
  area: "availability",
  summary: "Change many windows at once",
  description:
    "In order, each on what the ones before it left; one that fails changes nothing, and all that succeed are written together. At most 31 dates. With `validateOnly` nothing is written.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "never",
  params: nothing,
  query: nothing,
  body: z
    .strictObject({ operations: z.array(operationSchema).min(1).max(100), validateOnly: z.boolean().default(false) })
    .meta({ id: "BulkUpdateInput" }),
  status: 200,
  response: z
    .object({
      successful: z.int(),
      failed: z.int(),
      skipped: z.int(),
      results: z.array(resultSchema),
      editedDates: z.array(localDateSchema),
      uncoveredLessons: uncoveredLessonsSchema,
    })
    .meta({ id: "BulkUpdate" }),
  errors: [TOO_MANY_DATES, AVAILABILITY_BUSY],
  invalidates: ["availability"],
  since: "1.0.0",
  rules: ["AVW-9", "AVW-10", "AVW-19", "AVW-20", "AVW-21", "AVW-22", "AVW-23", "AVW-24"],
  example: {
    body: { operations: [{ action: "add", date: "2026-03-11", startTime: "09:00", endTime: "12:00" }], validateOnly: false },
    response: {
      successful: 1,
      failed: 0,
      skipped: 0,
      results: [{ index: 0, action: "add", status: "success", code: null, windowIds: [WINDOW_ITEM_EXAMPLE.windowId] }],
      editedDates: ["2026-03-11"],
      uncoveredLessons: [],
    },
  },
});

export const handler = handle(contract, async (ctx, { body }) => {
  const { results, ...answer } = await bulkUpdateAvailability(ctx, { ...body, operations: body.operations.map(definedOnly) });
  return { ...answer, results: results.map(({ code = null, windowIds = null, ...result }) => ({ ...result, code, windowIds })) };
});
