import * as z from "zod";
import {
  AVAILABILITY_BUSY,
  DATE_OUTSIDE_WEEK,
  DATE_TOO_FAR,
  DUPLICATE_DATE,
  EMPTY_WINDOW,
  OVERNIGHT_LEAVES_WEEK,
  TIME_NOT_ALIGNED,
  WEEK_START_NOT_MONDAY,
  WINDOW_OVERLAP,
} from "../../core/availability/availability-errors.ts";
import { saveWeekAvailability } from "../../core/availability/save-week-availability.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { dayInput, savedWeekSchema, weekInputSchema } from "./week.schema.ts";

export const contract = endpoint({
  operationId: "saveWeekAvailability",
  method: "POST",
  path: "/api/v1/instructors/availability/week",
  tag: "availability",
  area: "availability",
  summary: "Replace one's own hours in a week",
  description:
    "All days or none. If-Match names the week as it was read; a booking that came since is no conflict, another editor's hours are. Lessons outside the new hours take place and are listed.",
  auth: { roles: ["instructor"], permission: "manage_availability" },
  gate: "instructor",
  rate: "write",
  grants: ["table.read", "table.write"],
  retry: "idempotency-key",
  idempotencyKey: "optional",
  params: nothing,
  query: z.strictObject({
    override: z.boolean().default(false).meta({ description: "Saves whatever is there, without If-Match." }),
  }),
  body: weekInputSchema,
  ifMatch: "required",
  status: 200,
  response: savedWeekSchema,
  errors: [
    WEEK_START_NOT_MONDAY,
    DATE_TOO_FAR,
    DATE_OUTSIDE_WEEK,
    DUPLICATE_DATE,
    TIME_NOT_ALIGNED,
    EMPTY_WINDOW,
    OVERNIGHT_LEAVES_WEEK,
    WINDOW_OVERLAP,
    AVAILABILITY_BUSY,
  ],
  invalidates: ["availability"],
  etag: "{version}",
  since: "1.0.0",
  rules: ["AVW-1", "AVW-2", "AVW-4", "AVW-5", "AVW-6", "AVW-7", "AVW-8", "AVW-9", "AVW-10", "AVW-11", "AVW-24", "AVW-25"],
  example: {
    body: {
      weekStart: "2026-03-09",
      days: [{ date: "2026-03-11", windows: [{ startTime: "09:00", endTime: "12:00", formats: "any" }] }],
      clearExisting: true,
    },
    response: {
      weekStart: "2026-03-09",
      weekEnd: "2026-03-15",
      version: "61c70424984d25c1032c980ad9e6e15f",
      daysWritten: 1,
      weeksAffected: 1,
      windowsCreated: 1,
      windowsDeleted: 0,
      editedDates: ["2026-03-11"],
      skippedDates: [],
      uncoveredLessons: [],
    },
  },
});

export const handler = handle(contract, async (ctx, { query, body, ifMatch }) => {
  const seen = query.override ? [] : ifMatch;
  return saveWeekAvailability(ctx, { ...body, days: body.days.map(dayInput), ifMatch: seen });
});
