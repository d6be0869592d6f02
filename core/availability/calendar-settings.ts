import { DomainError, type FieldError, validationFailed } from "../errors.ts";
import type { UserId } from "../ids.ts";
import { type Instant, isZone, type LocalDate, type Zone } from "../time.ts";
import { HAS_FUTURE_LESSONS, TRAVEL_BUFFER_TOO_SMALL, UNKNOWN_TIMEZONE } from "./availability-errors.ts";
import type { FormatClass } from "./format-class.ts";
import { SLOT_MINUTES } from "./slot-bitmap.ts";

/** No lesson is booked further ahead. */
export const LONGEST_HORIZON_DAYS = 365;

/** What an instructor has chosen about the own calendar. */
export interface AvailabilitySettings {
  readonly instructorId: UserId;
  /** The zone in which the dates and times of the calendar are meant. */
  readonly timezone: Zone;
  /** The gap between two lessons when the instructor travels to neither. */
  readonly bufferMinutes: number;
  /** The gap when the instructor travels to at least one; never shorter. */
  readonly travelBufferMinutes: number;
  readonly overnightProtectionEnabled: boolean;
  readonly bookingHorizonDays: number;
  readonly acknowledgedAt?: Instant;
  /** 0 means that nothing is stored yet. */
  readonly version: number;
  /** While a change of zone is being checked, nothing can be claimed (SET-6). */
  readonly zoneLockUntil?: Instant;
}

/** The fields an instructor may change (SET-2). */
export type SettingsPatch = Partial<
  Pick<AvailabilitySettings, "timezone" | "bufferMinutes" | "travelBufferMinutes" | "overnightProtectionEnabled" | "bookingHorizonDays">
>;

export function defaultSettings(instructorId: UserId, timezone: Zone): AvailabilitySettings {
  return {
    instructorId,
    timezone,
    bufferMinutes: 15,
    travelBufferMinutes: 60,
    overnightProtectionEnabled: true,
    bookingHorizonDays: 365,
    version: 0,
  };
}

/** The settings after a change, or the first rule it breaks (SET-2). Whether the zone may change now is asked apart (SET-6). */
export function mergeSettings(current: AvailabilitySettings, patch: SettingsPatch): AvailabilitySettings {
  if (Object.keys(patch).length === 0) {
    throw validationFailed([{ field: "body", code: "TOO_FEW", message: "Send at least one setting." }]);
  }
  const merged = { ...current, ...patch };
  const outOfBounds = [
    ...boundsErrors("bufferMinutes", merged.bufferMinutes, 0, 120, SLOT_MINUTES),
    ...boundsErrors("travelBufferMinutes", merged.travelBufferMinutes, 30, 120, SLOT_MINUTES),
    ...boundsErrors("bookingHorizonDays", merged.bookingHorizonDays, 1, LONGEST_HORIZON_DAYS, 1),
  ];
  if (outOfBounds.length > 0) throw validationFailed(outOfBounds);
  if (merged.travelBufferMinutes < merged.bufferMinutes) {
    throw new DomainError(TRAVEL_BUFFER_TOO_SMALL, "Choose a travel buffer at least as long as the buffer.");
  }
  if (!isZone(merged.timezone)) throw new DomainError(UNKNOWN_TIMEZONE, "Send a time zone name such as America/New_York.");
  return merged;
}

/** Taken time would move with the zone, so no lesson may lie on `yesterday` or later (SET-6). */
export function requireNoLessonsFrom(yesterday: LocalDate, busyDates: readonly LocalDate[]): void {
  const firstDate = busyDates.filter((date) => date >= yesterday).sort()[0];
  if (firstDate !== undefined) {
    throw new DomainError(HAS_FUTURE_LESSONS, "Finish or cancel the coming lessons first, then change the zone.", { firstDate });
  }
}

/** The gap that two lessons need when the instructor travels to one of them, or to none, in slots. */
export function bufferSlots(settings: AvailabilitySettings, formatClass: FormatClass): number {
  return (formatClass === "travel" ? settings.travelBufferMinutes : settings.bufferMinutes) / SLOT_MINUTES;
}

function boundsErrors(name: keyof SettingsPatch, value: number, least: number, most: number, step: number): FieldError[] {
  const field = `/${name}`;
  if (!Number.isInteger(value / step)) return [{ field, code: "BAD_FORMAT", message: `Send a multiple of ${step}.` }];
  if (value < least) return [{ field, code: "TOO_SMALL", message: `Send at least ${least}.` }];
  if (value > most) return [{ field, code: "TOO_LARGE", message: `Send at most ${most}.` }];
  return [];
}
