import { type AvailabilityDay, type CalendarDays, calendarDays, emptyDay } from "../../core/availability/availability-day.ts";
import { type BookingRules, DEFAULT_BOOKING_RULES, type DetailLevel } from "../../core/availability/booking-rules.ts";
import { type AvailabilitySettings, defaultSettings } from "../../core/availability/calendar-settings.ts";
import { formatClassOf } from "../../core/availability/format-class.ts";
import { hoursFromWindows, type WindowFormats, windowsOf } from "../../core/availability/open-hours.ts";
import { fromRanges, runs, type SlotBitmap, type SlotRange } from "../../core/availability/slot-bitmap.ts";
import { bitmapText } from "../../core/availability/slot-bitmap-text.ts";
import { slotRange, slotTime } from "../../core/availability/slot-time.ts";
import type { LocationType } from "../../core/bookings/location-type.ts";
import { DomainError } from "../../core/errors.ts";
import type { BlackoutId, UserId } from "../../core/ids.ts";
import { addDays, type Instant, instantOf, type LocalDate, type LocalTime } from "../../core/time.ts";

export const INSTRUCTOR: UserId = "usr_01J00000000000000000000000";
const BLACKOUT: BlackoutId = "blk_01J00000000000000000000000";

/** A day as the golden vectors write it. */
export interface VectorDay {
  readonly open?: readonly (readonly string[])[];
  readonly lessons?: readonly (readonly string[])[];
  readonly blackout?: boolean;
  readonly revision?: number;
}

export function dayOf(date: string, vector: VectorDay = {}): AvailabilityDay {
  const lessons = vector.lessons ?? [];
  const travel = lessons.filter((lesson) => formatClassOf(locationOf(lesson[2])) === "travel");
  const windows = (vector.open ?? []).map((window) => ({ ...rangeOf(window), formats: formatsOf(window[2]) }));
  return {
    ...emptyDay(INSTRUCTOR, dateOf(date)),
    ...hoursFromWindows(windows),
    busy: fromRanges(lessons.map(rangeOf)),
    busyTravel: fromRanges(travel.map(rangeOf)),
    revision: vector.revision ?? 0,
    ...(vector.blackout ? { blackoutId: BLACKOUT } : {}),
  };
}

/** The day of a vector between its neighbours. */
export function aroundOf(vector: { date: string; day?: VectorDay; prev?: VectorDay; next?: VectorDay }) {
  const date = dateOf(vector.date);
  return {
    prev: dayOf(addDays(date, -1), vector.prev),
    day: dayOf(date, vector.day),
    next: dayOf(addDays(date, 1), vector.next),
  };
}

export function daysOf(first: string, last: string, vectors: Readonly<Record<string, VectorDay | undefined>>): CalendarDays {
  const items = Object.entries(vectors).map(([date, vector]) => dayOf(date, vector));
  return calendarDays(INSTRUCTOR, dateOf(first), dateOf(last), items);
}

export function settingsOf(given: Partial<AvailabilitySettings> = {}): AvailabilitySettings {
  return { ...defaultSettings(INSTRUCTOR, "America/New_York"), version: 1, ...given };
}

export function rulesOf(given: Partial<BookingRules> = {}): BookingRules {
  return { ...DEFAULT_BOOKING_RULES, ...given };
}

/** The runs of a bitmap as the vectors write them. */
export function timesOf(bits: SlotBitmap): string[][] {
  return pairs(runs(bits));
}

export function pairs(ranges: readonly SlotRange[]): string[][] {
  return ranges.map((range) => [slotTime(range.start), slotTime(range.end)]);
}

export function windowTexts(hours: Parameters<typeof windowsOf>[0]) {
  return windowsOf(hours).map(({ start, end, formats }) => ({ startTime: slotTime(start), endTime: slotTime(end), formats }));
}

export function bitsOf(times: readonly (readonly string[])[]): SlotBitmap {
  return fromRanges(times.map(rangeOf));
}

/** The vectors leave milliseconds out; our instants never do. */
export function instantFrom(text: string): Instant {
  return instantOf(Date.parse(text));
}

// Golden vectors are JSON, so their texts have lost their types; these three say what the vector's author wrote.

export function dateOf(text: string): LocalDate {
  return text as LocalDate;
}

export function timeOf(text: string): LocalTime {
  return text as LocalTime;
}

export function locationOf(text: string | undefined): LocationType {
  return text as LocationType;
}

export function formatsOf(text: string | undefined): WindowFormats {
  return (text ?? "any") as WindowFormats;
}

function rangeOf(times: readonly string[]): SlotRange {
  return slotRange({ startTime: timeOf(times[0] ?? ""), endTime: timeOf(times[1] ?? "") });
}

/** The refusal with which something ends, as the vectors write it. */
export function problemOf(refused: () => unknown) {
  try {
    refused();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, details: error.members, errors: error.errors };
    throw error;
  }
  throw new Error("it was not refused");
}

export function bitsText(times: readonly (readonly string[])[]): string {
  return bitmapText(bitsOf(times));
}

export function levelOf(text: string): DetailLevel {
  return text as DetailLevel;
}
