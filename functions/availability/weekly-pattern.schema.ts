import * as z from "zod";
import { localDateSchema } from "../http/wire-values.ts";
import { windowInputSchema, windowSchema } from "./window.schema.ts";

const MOST_WINDOWS = 48;
const WEEK_DAYS = 7;

export const weeklyPatternSchema = z
  .object({
    days: z.array(z.object({ windows: z.array(windowSchema) })).meta({ description: "Seven, Monday first." }),
    active: z.boolean(),
    weeksAhead: z.int(),
    untilDate: localDateSchema.nullable(),
    version: z.int(),
  })
  .meta({ id: "WeeklyPattern" });

/** What both operations answer: there may be no pattern yet. */
export const patternAnswerSchema = z.object({ pattern: weeklyPatternSchema.nullable() }).meta({ id: "WeeklyPatternAnswer" });

export const weeklyPatternInputSchema = z
  .strictObject({
    days: z
      .array(z.strictObject({ windows: z.array(windowInputSchema).max(MOST_WINDOWS) }))
      .min(WEEK_DAYS)
      .max(WEEK_DAYS)
      .meta({ description: "Seven, Monday first." }),
    active: z.boolean(),
    weeksAhead: z.int().min(1).max(52).default(12),
    untilDate: localDateSchema.optional().meta({ description: "The last date that it is written to." }),
  })
  .meta({ id: "WeeklyPatternInput" });

const closed = { windows: [] };

export const WEEKLY_PATTERN_EXAMPLE = {
  days: [{ windows: [{ startTime: "09:00", endTime: "12:00", formats: "any" }] }, closed, closed, closed, closed, closed, closed],
  active: true,
  weeksAhead: 12,
} as const;
