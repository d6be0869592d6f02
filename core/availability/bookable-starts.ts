import {
  addDays,
  type Instant,
  type LocalDate,
  localDateAt,
  localTimeAt,
  MINUTE_MS,
  minutesOf,
  plusMilliseconds,
  plusMinutes,
} from "../time.ts";
import type { DayAround } from "./availability-day.ts";
import { type BookingRules, noticeMinutes, overnightEarliestHour } from "./booking-rules.ts";
import type { AvailabilitySettings } from "./calendar-settings.ts";
import type { FormatClass } from "./format-class.ts";
import { freeTime } from "./free-time.ts";
import { firstRun, roundUp, runs, SLOT_MINUTES, type SlotRange } from "./slot-bitmap.ts";
import { zoneMask } from "./zone-mask.ts";

/** Lessons start on quarter hours. */
export const MARK_SLOTS = 3;

/** Everything but the day itself that decides when lessons can be booked. */
export interface CalendarTerms {
  readonly settings: AvailabilitySettings;
  readonly rules: BookingRules;
  readonly minAdvanceBookingHours: number;
  readonly now: Instant;
}

/** The first and last starts that one moment allows for a class, as the instructor's wall clock shows them. */
export interface StartLimits {
  readonly today: LocalDate;
  readonly lastDate: LocalDate;
  /** Where the wall clock stands when the notice ends: starts before are too soon. */
  readonly noticeDate: LocalDate;
  readonly noticeSlot: number;
  /** The morning that overnight protection keeps free of surprises, if it is night now. */
  readonly protectedDate: LocalDate | undefined;
  readonly protectedUntilSlot: number;
}

export function startLimits(terms: CalendarTerms, formatClass: FormatClass): StartLimits {
  const { settings, rules, now } = terms;
  const today = localDateAt(now, settings.timezone);
  // Marks are whole minutes, so cutting seconds off the limit must not let a start pass that is a second too soon.
  const firstMinute = plusMilliseconds(noticeEnd(terms, formatClass), MINUTE_MS - 1);
  return {
    today,
    lastDate: addDays(today, settings.bookingHorizonDays),
    noticeDate: localDateAt(firstMinute, settings.timezone),
    noticeSlot: Math.ceil(minutesOf(localTimeAt(firstMinute, settings.timezone)) / SLOT_MINUTES),
    protectedDate: protectedDate(terms, formatClass, today),
    protectedUntilSlot: (overnightEarliestHour(rules, formatClass) * 60) / SLOT_MINUTES,
  };
}

/** The first instant at which a lesson of the class may start (AV-35). */
export function noticeEnd(terms: CalendarTerms, formatClass: FormatClass): Instant {
  return plusMinutes(terms.now, noticeMinutes(terms.rules, terms.minAdvanceBookingHours, formatClass));
}

/**
 * The first mark of the date that notice and overnight protection allow (AV-36), as a slot. Wall-clock times may be compared here
 * instead of instants: the two orders differ only among times that occur twice, and those are masked.
 */
export function earliestMark(limits: StartLimits, settings: AvailabilitySettings, date: LocalDate): number | undefined {
  if (date < limits.noticeDate) return undefined;
  const afterNotice = date === limits.noticeDate ? limits.noticeSlot : 0;
  const afterNight = date === limits.protectedDate ? limits.protectedUntilSlot : 0;
  return firstRun(zoneMask(settings.timezone, date), 1, MARK_SLOTS, Math.max(afterNotice, afterNight));
}

/** The free time of a date in which a lesson of the duration can start and end, each range beginning at its first start (AV-40). */
export function bookableWindows(
  around: DayAround,
  settings: AvailabilitySettings,
  limits: StartLimits,
  formatClass: FormatClass,
  durationMinutes: number,
): SlotRange[] {
  const { date } = around.day;
  const earliest = earliestMark(limits, settings, date);
  if (earliest === undefined || date > limits.lastDate) return [];
  const durationSlots = durationMinutes / SLOT_MINUTES;
  return runs(freeTime(around, settings, formatClass))
    .map((run) => ({ start: roundUp(Math.max(run.start, earliest), MARK_SLOTS), end: run.end }))
    .filter((window) => window.end - window.start >= durationSlots);
}

/** The slots at which a lesson of the duration can start (AV-39). */
export function startsIn(windows: readonly SlotRange[], durationMinutes: number): number[] {
  const starts: number[] = [];
  for (const window of windows) {
    const last = window.end - durationMinutes / SLOT_MINUTES;
    for (let start = window.start; start <= last; start += MARK_SLOTS) starts.push(start);
  }
  return starts;
}

/** The date whose early hours are protected at this moment (AV-37). */
function protectedDate({ settings, rules, now }: CalendarTerms, formatClass: FormatClass, today: LocalDate): LocalDate | undefined {
  if (!settings.overnightProtectionEnabled) return undefined;
  const hour = Math.floor(minutesOf(localTimeAt(now, settings.timezone)) / 60);
  if (hour >= rules.overnightStartHour) return addDays(today, 1);
  return hour < overnightEarliestHour(rules, formatClass) ? today : undefined;
}
