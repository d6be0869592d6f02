import type { Instant, Zone } from "../time.ts";
import { type BookingRules, noticeMinutes } from "./booking-rules.ts";
import type { AvailabilitySettings } from "./calendar-settings.ts";
import type { FormatClass } from "./format-class.ts";

/** Calendar settings as their owner sees them. */
export interface CalendarSettingsView {
  readonly timezone: Zone;
  /** The zone of the account, which the client may offer to take over (SET-7). */
  readonly profileTimezone: Zone;
  readonly bufferMinutes: number;
  readonly travelBufferMinutes: number;
  readonly overnightProtectionEnabled: boolean;
  readonly bookingHorizonDays: number;
  readonly minAdvanceBookingHours: number;
  readonly effectiveNoticeMinutes: Readonly<Record<FormatClass, number>>;
  readonly acknowledgedAt: Instant | null;
  readonly version: number;
}

export function calendarSettingsView(
  settings: AvailabilitySettings,
  { profileTimezone, minAdvanceBookingHours }: Pick<CalendarSettingsView, "profileTimezone" | "minAdvanceBookingHours">,
  rules: BookingRules,
): CalendarSettingsView {
  const { timezone, bufferMinutes, travelBufferMinutes, overnightProtectionEnabled, bookingHorizonDays, acknowledgedAt, version } =
    settings;
  const notice = (formatClass: FormatClass) => noticeMinutes(rules, minAdvanceBookingHours, formatClass);
  return {
    timezone,
    profileTimezone,
    bufferMinutes,
    travelBufferMinutes,
    overnightProtectionEnabled,
    bookingHorizonDays,
    minAdvanceBookingHours,
    effectiveNoticeMinutes: { online: notice("online"), studio: notice("studio"), travel: notice("travel") },
    acknowledgedAt: acknowledgedAt ?? null,
    version,
  };
}
