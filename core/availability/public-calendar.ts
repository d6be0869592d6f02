import type { LocationType } from "../bookings/location-type.ts";
import { assertNever } from "../errors.ts";
import type { LocalDate, LocalTime } from "../time.ts";
import { type AvailabilityDay, type CalendarDays, daysAround } from "./availability-day.ts";
import { bookableWindows, type CalendarTerms, startLimits, startsIn } from "./bookable-starts.ts";
import type { DetailLevel } from "./booking-rules.ts";
import { formatClassOf } from "./format-class.ts";
import type { DateRange } from "./public-range.ts";
import type { SlotRange } from "./slot-bitmap.ts";
import { slotTime, type TimeRange, timeRange } from "./slot-time.ts";
import { type DaySummary, summaryOf } from "./summarize-day.ts";

export interface PublicCalendarInput extends CalendarTerms {
  /** The range, with the day before and the day after it. */
  readonly days: CalendarDays;
  readonly range: DateRange;
  readonly locationType?: LocationType | undefined;
  readonly durationMinutes?: number | undefined;
  readonly detail?: DetailLevel | undefined;
}

export interface PublicDay {
  readonly date: LocalDate;
  readonly isBlackout: boolean;
  readonly windows: readonly TimeRange[];
  /** Only when a duration was asked for. */
  readonly starts?: readonly LocalTime[];
}

export type PublicCalendar = MinimalCalendar | SummaryCalendar | FullCalendar;

interface Availability {
  readonly locationType: LocationType;
  readonly durationMinutes: number;
  readonly hasAvailability: boolean;
  readonly earliestAvailableDate?: LocalDate;
}

interface MinimalCalendar extends Availability {
  readonly detailLevel: "minimal";
}

interface SummaryCalendar extends Availability {
  readonly detailLevel: "summary";
  /** Only days on which a lesson can start. */
  readonly summary: readonly DaySummary[];
  readonly totalAvailableDays: number;
}

interface FullCalendar extends Availability {
  readonly detailLevel: "full";
  /** Every day of the range. */
  readonly days: readonly PublicDay[];
  readonly totalAvailableDays: number;
  readonly totalWindows: number;
}

/** Without a place the calendar is judged as the strictest one: whatever is shown can be booked anywhere the instructor teaches (AVP-3). */
export const STRICTEST_LOCATION: LocationType = "student_location";
export const SHORTEST_LESSON_MINUTES = 30;

/** What everybody may see of a calendar (AVP-5 … AVP-7). All levels come from the same windows, so they cannot disagree. */
export function publicCalendar(input: PublicCalendarInput): PublicCalendar {
  const { locationType = STRICTEST_LOCATION, durationMinutes = SHORTEST_LESSON_MINUTES } = input;
  const windowsOfDays = windowsByDay(input, locationType, durationMinutes);
  const available = windowsOfDays.filter(({ windows }) => windows.length > 0);
  const earliest = available[0];
  const availability: Availability = {
    locationType,
    durationMinutes,
    hasAvailability: earliest !== undefined,
    ...(earliest ? { earliestAvailableDate: earliest.day.date } : {}),
  };
  const detailLevel = shownLevel(input.detail, input.rules.publicDetailLevel);
  switch (detailLevel) {
    case "minimal":
      return { ...availability, detailLevel };
    case "summary": {
      const summary = available.map(({ day, windows }) => summaryOf(day.date, windows, durationMinutes));
      return { ...availability, detailLevel, summary, totalAvailableDays: summary.length };
    }
    case "full": {
      const totalWindows = windowsOfDays.reduce((total, { windows }) => total + windows.length, 0);
      return {
        ...availability,
        detailLevel,
        days: windowsOfDays.map((day) => publicDay(day, input)),
        totalAvailableDays: available.length,
        totalWindows,
      };
    }
    default:
      return assertNever(detailLevel);
  }
}

interface DayWindows {
  readonly day: AvailabilityDay;
  readonly windows: readonly SlotRange[];
}

function windowsByDay(input: PublicCalendarInput, locationType: LocationType, durationMinutes: number): DayWindows[] {
  const { days, range, settings } = input;
  const formatClass = formatClassOf(locationType);
  const limits = startLimits(input, formatClass);
  return daysAround(days, range.startDate, range.endDate).map((around) => ({
    day: around.day,
    windows: bookableWindows(around, settings, limits, formatClass, durationMinutes),
  }));
}

function publicDay({ day, windows }: DayWindows, { durationMinutes }: PublicCalendarInput): PublicDay {
  const shown = { date: day.date, isBlackout: day.blackoutId !== undefined, windows: windows.map(timeRange) };
  return durationMinutes === undefined ? shown : { ...shown, starts: startsIn(windows, durationMinutes).map(slotTime) };
}

const LEVELS: readonly DetailLevel[] = ["minimal", "summary", "full"];

/** A request may ask for less than the platform shows, never for more (AVP-4). */
function shownLevel(asked: DetailLevel | undefined, platform: DetailLevel): DetailLevel {
  return asked !== undefined && LEVELS.indexOf(asked) < LEVELS.indexOf(platform) ? asked : platform;
}
