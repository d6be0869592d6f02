import * as z from "zod";
import { timeRange } from "../../core/availability/slot-time.ts";
import { validateWeekChanges } from "../../core/availability/validate-week-changes.ts";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { localDateSchema } from "../http/wire-values.ts";
import { timeRangeSchema } from "./public-calendar.schema.ts";
import { dayInput, weekInputSchema, weekVersionInputSchema, weekVersionSchema } from "./week.schema.ts";
import { uncoveredLessonsSchema } from "./window-item.schema.ts";

const dayChangeSchema = z
  .object({ date: localDateSchema, added: z.array(timeRangeSchema), removed: z.array(timeRangeSchema), formatsChanged: z.boolean() })
  .meta({ id: "DayChange" });

export const contract = endpoint({
  operationId: "validateWeekChanges",
  method: "POST",
  path: "/api/v1/instructors/availability/week/validate-changes",
  tag: "availability",
  area: "availability",
  summary: "Show what saving a week would do",
  description:
    "The save without writing: the same errors and counts, and what somebody may want to know before. Another version is a warning here.",
  auth: { roles: ["instructor"] },
  gate: "instructor",
  rate: "write",
  grants: ["table.read"],
  retry: "safe",
  params: nothing,
  query: nothing,
  body: z
    .strictObject({
      ...weekInputSchema.shape,
      version: weekVersionInputSchema.optional().meta({ description: "What the editor has seen." }),
    })
    .meta({ id: "WeekReviewInput" }),
  status: 200,
  response: z
    .object({
      valid: z.boolean(),
      currentVersion: weekVersionSchema,
      days: z.array(dayChangeSchema),
      daysWritten: z.int(),
      windowsCreated: z.int(),
      windowsDeleted: z.int(),
      skippedDates: z.array(localDateSchema),
      uncoveredLessons: uncoveredLessonsSchema,
      errors: z.array(
        z.object({ code: z.string(), date: localDateSchema.nullable(), details: z.record(z.string(), z.unknown()).nullable() }),
      ),
      warnings: z.array(
        z.object({
          code: z.enum(["VERSION_CHANGED", "LESSONS_UNCOVERED", "PAST_DATES_SKIPPED", "BLACKOUT_ON_DATE"]),
          dates: z.array(localDateSchema),
        }),
      ),
    })
    .meta({ id: "WeekReview" }),
  errors: [],
  since: "1.0.0",
  rules: ["AVW-12"],
  example: {
    body: { weekStart: "2026-03-09", days: [{ date: "2026-03-11", windows: [{ startTime: "09:00", endTime: "12:00" }] }] },
    response: {
      valid: true,
      currentVersion: "61c70424984d25c1032c980ad9e6e15f",
      days: [{ date: "2026-03-11", added: [{ startTime: "09:00", endTime: "12:00" }], removed: [], formatsChanged: false }],
      daysWritten: 1,
      windowsCreated: 1,
      windowsDeleted: 0,
      skippedDates: [],
      uncoveredLessons: [],
      errors: [],
      warnings: [],
    },
  },
});

export const handler = handle(contract, async (ctx, { body }) => {
  const { version, ...input } = body;
  const { days, errors, ...review } = await validateWeekChanges(ctx, { ...input, days: input.days.map(dayInput) }, version);
  return {
    ...review,
    days: days.map((day) => ({ ...day, added: day.added.map(timeRange), removed: day.removed.map(timeRange) })),
    daysWritten: days.length,
    errors: errors.map(({ code, details }) => ({ code, date: dateIn(details), details: Object.keys(details).length > 0 ? details : null })),
  };
});

/** The date that a refusal names, if it is about one. */
function dateIn({ date }: Readonly<Record<string, unknown>>) {
  const named = localDateSchema.safeParse(date);
  return named.success ? named.data : null;
}
