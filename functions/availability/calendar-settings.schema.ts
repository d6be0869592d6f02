import * as z from "zod";
import { instantSchema, zoneSchema } from "../http/wire-values.ts";

export const calendarSettingsSchema = z
  .object({
    timezone: zoneSchema.meta({ description: "The zone in which the hours are meant." }),
    profileTimezone: zoneSchema.meta({ description: "The zone of the account; the calendar does not follow it by itself." }),
    bufferMinutes: z.int(),
    travelBufferMinutes: z.int(),
    overnightProtectionEnabled: z.boolean(),
    bookingHorizonDays: z.int(),
    minAdvanceBookingHours: z.int(),
    effectiveNoticeMinutes: z.object({ online: z.int(), studio: z.int(), travel: z.int() }).meta({ id: "NoticeMinutes" }),
    acknowledgedAt: instantSchema.nullable(),
    version: z.int(),
  })
  .meta({ id: "CalendarSettings" });

const minutes = (min: number) => z.int().min(min).max(120).meta({ multipleOf: 5, description: "A multiple of 5." });

export const calendarSettingsPatchSchema = z
  .strictObject({
    timezone: zoneSchema.optional(),
    bufferMinutes: minutes(0).optional(),
    travelBufferMinutes: minutes(30).optional(),
    overnightProtectionEnabled: z.boolean().optional(),
    bookingHorizonDays: z.int().min(1).max(365).optional(),
  })
  .meta({ id: "CalendarSettingsPatch", minProperties: 1 });

export const CALENDAR_SETTINGS_EXAMPLE = {
  timezone: "America/New_York",
  profileTimezone: "America/New_York",
  bufferMinutes: 15,
  travelBufferMinutes: 60,
  overnightProtectionEnabled: true,
  bookingHorizonDays: 365,
  minAdvanceBookingHours: 1,
  effectiveNoticeMinutes: { online: 60, studio: 60, travel: 180 },
  acknowledgedAt: null,
  version: 1,
} as const;
