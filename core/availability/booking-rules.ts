import { assertNever } from "../errors.ts";
import type { UserId } from "../ids.ts";
import type { Instant } from "../time.ts";
import type { FormatClass } from "./format-class.ts";

/** How much of a calendar the public sees, from least to most. */
export type DetailLevel = "minimal" | "summary" | "full";

/** The platform's own rules about when lessons can be booked, edited by admins (SET-8). */
export interface BookingRules {
  readonly noticeOnlineMinutes: number;
  readonly noticeStudioMinutes: number;
  readonly noticeTravelMinutes: number;
  readonly overnightStartHour: number;
  readonly overnightEarliestHour: number;
  readonly overnightTravelEarliestHour: number;
  readonly publicDays: number;
  readonly publicDetailLevel: DetailLevel;
  readonly publicShowsName: boolean;
  readonly pastEditDays: number;
  /** 0 while nobody has changed the defaults. */
  readonly version: number;
  readonly updatedAt?: Instant;
  readonly updatedBy?: UserId;
}

export const DEFAULT_BOOKING_RULES: BookingRules = {
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
  version: 0,
};

/** No public calendar shows more dates. */
export const MOST_PUBLIC_DAYS = 90;

/** The longer of the platform's notice and the instructor's own (AV-35). */
export function noticeMinutes(rules: BookingRules, minAdvanceBookingHours: number, formatClass: FormatClass): number {
  return Math.max(minAdvanceBookingHours * 60, platformNoticeMinutes(rules, formatClass));
}

/** The hour before which a lesson booked overnight cannot start (AV-37). */
export function overnightEarliestHour(rules: BookingRules, formatClass: FormatClass): number {
  return formatClass === "travel" ? rules.overnightTravelEarliestHour : rules.overnightEarliestHour;
}

function platformNoticeMinutes(rules: BookingRules, formatClass: FormatClass): number {
  switch (formatClass) {
    case "online":
      return rules.noticeOnlineMinutes;
    case "studio":
      return rules.noticeStudioMinutes;
    case "travel":
      return rules.noticeTravelMinutes;
    default:
      return assertNever(formatClass);
  }
}
