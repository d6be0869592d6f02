import * as z from "zod";
import type { Week } from "../../core/availability/get-week-availability.ts";
import { bitmapText } from "../../core/availability/slot-bitmap-text.ts";
import type { DayInput } from "../../core/availability/week-hours.ts";
import { bitmapSchema, instantSchema, localDateSchema, zoneSchema } from "../http/wire-values.ts";
import { lessonTimeSchema, windowInputSchema, windowSchema, wireWindows } from "./window.schema.ts";

const MOST_WINDOWS = 48;
const WEEK_DAYS = 7;

export const weekVersionSchema = z.string().meta({ example: "61c70424984d25c1032c980ad9e6e15f" });

/** A version as a client sends it: what has another form names no week. */
export const weekVersionInputSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({ minLength: 32, maxLength: 32, example: "61c70424984d25c1032c980ad9e6e15f" });

const weekDaySchema = z
  .object({
    date: localDateSchema,
    windows: z.array(windowSchema),
    bits: bitmapSchema,
    onlineOnly: bitmapSchema,
    noTravel: bitmapSchema,
    isBlackout: z.boolean(),
  })
  .meta({
    id: "WeekDay",
    description: "The bitmaps say the same as the windows: 288 slots of five minutes, the least significant bit first.",
  });

export const weekSchema = z
  .object({
    weekStart: localDateSchema,
    weekEnd: localDateSchema,
    timezone: zoneSchema,
    version: weekVersionSchema,
    days: z.array(weekDaySchema),
    lastModified: instantSchema.nullable(),
  })
  .meta({ id: "WeekView" });

export const savedWeekSchema = z
  .object({
    weekStart: localDateSchema,
    weekEnd: localDateSchema,
    version: weekVersionSchema,
    daysWritten: z.int(),
    weeksAffected: z.int(),
    windowsCreated: z.int(),
    windowsDeleted: z.int(),
    editedDates: z.array(localDateSchema),
    skippedDates: z.array(localDateSchema).meta({ description: "Too long ago to be written, though they would have changed." }),
    uncoveredLessons: z.array(lessonTimeSchema).meta({ description: "Lessons outside the new hours; they take place all the same." }),
  })
  .meta({ id: "SaveResult" });

const oneForm: z.core.CheckFn<{ windows?: unknown; bits?: unknown; onlineOnly?: unknown; noTravel?: unknown }> = ({ value, issues }) => {
  const problem = (field: keyof typeof value, code: string, message: string) =>
    issues.push({ code: "custom", params: { code }, message, path: [field], input: value[field] });
  if (value.windows === undefined && value.bits === undefined) problem("windows", "REQUIRED", "Send the hours as windows or as bits.");
  if (value.windows === undefined) return;
  for (const field of ["bits", "onlineOnly", "noTravel"] as const) {
    if (value[field] !== undefined) problem(field, "MUTUALLY_EXCLUSIVE", "Send the hours as windows or as bits, not both.");
  }
};

export const dayInputSchema = z
  .strictObject({
    date: localDateSchema,
    windows: z.array(windowInputSchema).max(MOST_WINDOWS).optional(),
    bits: bitmapSchema.optional(),
    onlineOnly: bitmapSchema.optional(),
    noTravel: bitmapSchema.optional(),
  })
  .check(oneForm)
  .meta({
    id: "DayInput",
    description: "The hours of a date as windows, or as bitmaps; `windows: []` closes it.",
    anyOf: [{ required: ["windows"] }, { required: ["bits"] }],
    not: { required: ["windows", "bits"] },
    dependentRequired: { onlineOnly: ["bits"], noTravel: ["bits"] },
  });

/** The body of a save, and of a review of one. */
export const weekInputSchema = z
  .strictObject({
    weekStart: localDateSchema,
    days: z.array(dayInputSchema).max(WEEK_DAYS),
    clearExisting: z.boolean().default(true).meta({ description: "Whether dates that are not sent are closed." }),
  })
  .meta({ id: "WeekInput" });

/** The form in which the hours were sent; the schema lets only one pass. */
export function dayInput({ date, windows = [], bits, onlineOnly, noTravel }: z.output<typeof dayInputSchema>): DayInput {
  return bits === undefined ? { date, windows } : { date, bits, onlineOnly, noTravel };
}

export function wireWeek({ days, lastModified, ...week }: Week): z.input<typeof weekSchema> {
  return {
    ...week,
    days: days.map((day) => ({
      date: day.date,
      windows: wireWindows(day),
      bits: bitmapText(day.open),
      onlineOnly: bitmapText(day.onlineOnly),
      noTravel: bitmapText(day.noTravel),
      isBlackout: day.blackoutId !== undefined,
    })),
    lastModified: lastModified ?? null,
  };
}
