import * as z from "zod";
import type { BookingRules } from "../../core/availability/booking-rules.ts";
import { detailLevelSchema } from "../availability/public-calendar.schema.ts";
import { idSchema, instantSchema } from "../http/wire-values.ts";

const notice = z.int().min(0).max(1_440);
const hour = z.int().min(0).max(23);

const rules = {
  noticeOnlineMinutes: notice,
  noticeStudioMinutes: notice,
  noticeTravelMinutes: notice,
  overnightStartHour: hour.meta({ description: "From this local hour on, tomorrow's early hours cannot be booked any more." }),
  overnightEarliestHour: hour.meta({ description: "When lessons booked overnight can start at the earliest." }),
  overnightTravelEarliestHour: hour,
  publicDays: z.int().min(1).max(90).meta({ description: "How many dates a public calendar shows." }),
  publicDetailLevel: detailLevelSchema,
  publicShowsName: z.boolean(),
  pastEditDays: z.int().min(0).max(365).meta({ description: "How far back instructors can edit their hours." }),
};

/** The whole document: what is left out does not stay as it was, it is missing. */
export const bookingRulesInputSchema = z.strictObject(rules).meta({ id: "BookingRulesInput" });

export const bookingRulesSchema = z
  .object({
    ...rules,
    version: z.int().meta({ description: "0 while nobody has changed the defaults." }),
    updatedAt: instantSchema.nullable(),
    updatedBy: idSchema("usr").nullable(),
  })
  .meta({ id: "BookingRules" });

export function wireBookingRules(stored: BookingRules): z.input<typeof bookingRulesSchema> {
  return { ...stored, updatedAt: stored.updatedAt ?? null, updatedBy: stored.updatedBy ?? null };
}

export const BOOKING_RULES_EXAMPLE = {
  noticeOnlineMinutes: 60,
  noticeStudioMinutes: 60,
  noticeTravelMinutes: 180,
  overnightStartHour: 20,
  overnightEarliestHour: 9,
  overnightTravelEarliestHour: 11,
  publicDays: 30,
  publicDetailLevel: "full",
  publicShowsName: true,
  pastEditDays: 30,
} as const;
