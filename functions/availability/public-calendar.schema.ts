import * as z from "zod";
import type { InstructorAvailability } from "../../core/availability/get-instructor-availability.ts";
import type { PublicDay } from "../../core/availability/public-calendar.ts";
import { locationTypeSchema } from "../bookings/location-type.schema.ts";
import { idSchema, localDateSchema, localEndTimeSchema, localTimeSchema, zoneSchema } from "../http/wire-values.ts";

export const detailLevelSchema = z.enum(["minimal", "summary", "full"]).meta({ id: "DetailLevel" });

/** Wide enough that a duration which no lesson has is answered by its own problem. */
export const durationMinutesSchema = z.int().min(0).max(1_440).meta({ example: 60, description: "30 to 240 in steps of 15." });

export const timeRangeSchema = z.object({ startTime: localTimeSchema, endTime: localEndTimeSchema }).meta({ id: "TimeRange" });

const publicDaySchema = z
  .object({
    date: localDateSchema,
    isBlackout: z.boolean(),
    windows: z.array(timeRangeSchema),
    starts: z.array(localTimeSchema).nullable().meta({ description: "When a lesson can start; only if `durationMinutes` was sent." }),
  })
  .meta({ id: "PublicDay" });

const daySummarySchema = z
  .object({ date: localDateSchema, morning: z.boolean(), afternoon: z.boolean(), evening: z.boolean(), freeMinutes: z.int() })
  .meta({ id: "DaySummary" });

export const publicCalendarSchema = z
  .object({
    instructorId: idSchema("usr"),
    firstName: z.string().nullable(),
    lastInitial: z.string().nullable(),
    timezone: zoneSchema,
    detailLevel: detailLevelSchema,
    startDate: localDateSchema,
    endDate: localDateSchema,
    locationType: locationTypeSchema,
    durationMinutes: z.int(),
    days: z.array(publicDaySchema).nullable().meta({ description: "Every date of the range; full detail only." }),
    summary: z.array(daySummarySchema).nullable().meta({ description: "The dates on which a lesson can start; summary detail only." }),
    hasAvailability: z.boolean(),
    totalAvailableDays: z.int().nullable(),
    totalWindows: z.int().nullable(),
    earliestAvailableDate: localDateSchema.nullable(),
  })
  .meta({ id: "PublicCalendar" });

export function wireCalendar({
  instructorId,
  name,
  timezone,
  range,
  calendar,
}: InstructorAvailability): z.input<typeof publicCalendarSchema> {
  return {
    instructorId,
    firstName: name?.firstName ?? null,
    lastInitial: name?.lastInitial ?? null,
    timezone,
    detailLevel: calendar.detailLevel,
    ...range,
    locationType: calendar.locationType,
    durationMinutes: calendar.durationMinutes,
    days: calendar.detailLevel === "full" ? calendar.days.map(wireDay) : null,
    summary: calendar.detailLevel === "summary" ? [...calendar.summary] : null,
    hasAvailability: calendar.hasAvailability,
    totalAvailableDays: calendar.detailLevel === "minimal" ? null : calendar.totalAvailableDays,
    totalWindows: calendar.detailLevel === "full" ? calendar.totalWindows : null,
    earliestAvailableDate: calendar.earliestAvailableDate ?? null,
  };
}

function wireDay({ date, isBlackout, windows, starts }: PublicDay): z.input<typeof publicDaySchema> {
  return { date, isBlackout, windows: [...windows], starts: starts === undefined ? null : [...starts] };
}
