import * as z from "zod";
import { AVAILABILITY_BUSY, DATE_TOO_FAR, SAME_WEEK, WEEK_START_NOT_MONDAY } from "../../core/availability/availability-errors.ts";
import { copyWeekAvailability } from "../../core/availability/copy-week-availability.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { localDateSchema } from "../http/wire-values.ts";
import { weekVersionSchema } from "./week.schema.ts";
import { uncoveredLessonsSchema } from "./window-item.schema.ts";

export const contract = endpoint({
  operationId: "copyWeekAvailability",
  method: "POST",
  path: "/api/v1/instructors/availability/copy-week",
  tag: "availability",
  area: "availability",
  summary: "Give a week the hours of another",
  description:
    "Replaces the hours of the target by the wall clock, whatever is there; dates that are over are skipped. A week without any hours is not copied, so that none is emptied by accident.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "safe",
  params: nothing,
  query: nothing,
  body: z.strictObject({ fromWeekStart: localDateSchema, toWeekStart: localDateSchema }),
  status: 200,
  response: z
    .object({
      fromWeekStart: localDateSchema,
      toWeekStart: localDateSchema,
      version: weekVersionSchema.meta({ description: "Of the target as it is now; also the ETag." }),
      daysWritten: z.int(),
      windowsCopied: z.int(),
      skippedDates: z.array(localDateSchema),
      uncoveredLessons: uncoveredLessonsSchema,
      emptySource: z.boolean(),
    })
    .meta({ id: "CopiedWeek" }),
  errors: [WEEK_START_NOT_MONDAY, DATE_TOO_FAR, SAME_WEEK, AVAILABILITY_BUSY],
  invalidates: ["availability"],
  etag: "{version}",
  since: "1.0.0",
  rules: ["AVW-1", "AVW-2", "AVW-9", "AVW-10", "AVW-13", "AVW-24"],
  example: {
    body: { fromWeekStart: "2026-03-09", toWeekStart: "2026-03-16" },
    response: {
      fromWeekStart: "2026-03-09",
      toWeekStart: "2026-03-16",
      version: "61c70424984d25c1032c980ad9e6e15f",
      daysWritten: 1,
      windowsCopied: 1,
      skippedDates: [],
      uncoveredLessons: [],
      emptySource: false,
    },
  },
});

export const handler = handle(contract, (ctx, { body }) => copyWeekAvailability(ctx, body));
