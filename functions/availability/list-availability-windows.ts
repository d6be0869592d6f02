import * as z from "zod";
import { DATE_RANGE_TOO_LARGE, INVALID_DATE_RANGE } from "../../core/availability/availability-errors.ts";
import { listAvailabilityWindows } from "../../core/availability/list-availability-windows.ts";
import { CURSOR_EXPIRED, CURSOR_INVALID } from "../../core/errors.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { cursorSchema, localDateSchema } from "../http/wire-values.ts";
import { WINDOW_ITEM_EXAMPLE, windowItemSchema } from "./window-item.schema.ts";

export const contract = endpoint({
  operationId: "listAvailabilityWindows",
  method: "GET",
  path: "/api/v1/instructors/availability",
  tag: "availability",
  area: "availability",
  summary: "List one's own windows",
  description: "By date and start, of at most 366 days. Days off hide their windows from students, not from this list.",
  auth: { roles: ["instructor"] },
  gate: "instructor",
  rate: "read",
  grants: ["table.read", "secret.cursor"],
  retry: "safe",
  params: nothing,
  query: z.strictObject({
    startDate: localDateSchema.optional().meta({ description: "Default: today." }),
    endDate: localDateSchema.optional().meta({ description: "Default: 89 days after the first date." }),
    limit: z.int().min(1).max(500).default(100),
    cursor: cursorSchema.optional(),
  }),
  status: 200,
  response: z.object({ items: z.array(windowItemSchema), nextCursor: cursorSchema.nullable() }).meta({ id: "WindowPage" }),
  errors: [CURSOR_INVALID, CURSOR_EXPIRED, INVALID_DATE_RANGE, DATE_RANGE_TOO_LARGE],
  since: "1.0.0",
  rules: ["AV-4", "AVW-19", "AVW-23", "API-26", "API-28"],
  example: {
    query: { startDate: "2026-03-09", endDate: "2026-03-15", limit: "100" },
    response: { items: [WINDOW_ITEM_EXAMPLE], nextCursor: null },
  },
});

export const handler = handle(contract, (ctx, { query }) => listAvailabilityWindows(ctx, contract.operationId, query));
