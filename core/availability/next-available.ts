import type { LocationType } from "../bookings/location-type.ts";
import { type Instant, type LocalDate, resolveLocalTime } from "../time.ts";
import { type CalendarDays, daysAround, type LessonTime } from "./availability-day.ts";
import { bookableWindows, type CalendarTerms, startLimits } from "./bookable-starts.ts";
import { formatClassOf } from "./format-class.ts";
import { SLOT_MINUTES } from "./slot-bitmap.ts";
import { timeRange } from "./slot-time.ts";

export interface NextAvailableInput extends CalendarTerms {
  /** From yesterday to the day after `searchedUntil`. */
  readonly days: CalendarDays;
  readonly searchedUntil: LocalDate;
  readonly locationType: LocationType;
  readonly durationMinutes: number;
}

export interface AvailableLesson extends LessonTime {
  readonly startsAt: Instant;
}

/** The earliest lesson of the duration that can be booked until the date searched, if there is one (AVP-10). */
export function nextAvailable(input: NextAvailableInput): AvailableLesson | undefined {
  const { days, settings, durationMinutes } = input;
  const formatClass = formatClassOf(input.locationType);
  const limits = startLimits(input, formatClass);
  for (const around of daysAround(days, limits.today, input.searchedUntil)) {
    const [first] = bookableWindows(around, settings, limits, formatClass, durationMinutes);
    if (first) {
      const { date } = around.day;
      const lesson = timeRange({ start: first.start, end: first.start + durationMinutes / SLOT_MINUTES });
      return { date, ...lesson, startsAt: resolveLocalTime(settings.timezone, date, lesson.startTime).instant };
    }
  }
  return undefined;
}
