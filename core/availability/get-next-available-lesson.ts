import type { LocationType } from "../bookings/location-type.ts";
import type { Context } from "../context.ts";
import type { UserId } from "../ids.ts";
import { addDays, type LocalDate, localDateAt, type Zone } from "../time.ts";
import { MOST_PUBLIC_DAYS } from "./booking-rules.ts";
import { requireLessonDuration } from "./is-bookable.ts";
import { type AvailableLesson, nextAvailable } from "./next-available.ts";
import { STRICTEST_LOCATION } from "./public-calendar.ts";
import { searchedUntil } from "./public-range.ts";
import { recentBookingRules } from "./read-booking-rules.ts";
import { readVisibleCalendar } from "./visible-calendar.ts";

export interface NextLessonQuestion {
  readonly durationMinutes: number;
  readonly locationType?: LocationType | undefined;
  readonly withinDays?: number | undefined;
}

export interface NextLesson {
  readonly lesson: AvailableLesson | undefined;
  readonly durationMinutes: number;
  readonly timezone: Zone;
  readonly searchedUntil: LocalDate;
}

/** The earliest lesson that everybody may book with an instructor (AVP-10). */
export async function getNextAvailableLesson(
  { now }: Pick<Context, "now">,
  instructorId: UserId,
  { durationMinutes, locationType = STRICTEST_LOCATION, withinDays }: NextLessonQuestion,
): Promise<NextLesson> {
  requireLessonDuration(durationMinutes);
  const utcDate = localDateAt(now, "UTC");
  const reachedDays = withinDays ?? recentBookingRules(now)?.publicDays ?? MOST_PUBLIC_DAYS;
  // Today is one of three dates until the instructor's zone is known, and buffers reach a day further.
  const reach = { startDate: addDays(utcDate, -2), endDate: addDays(utcDate, reachedDays + 1) };
  const { terms, days } = await readVisibleCalendar(instructorId, reach, now);
  const { timezone, bookingHorizonDays } = terms.settings;
  const until = searchedUntil(localDateAt(now, timezone), withinDays ?? terms.rules.publicDays, bookingHorizonDays);
  const lesson = nextAvailable({ ...terms, days, searchedUntil: until, locationType, durationMinutes });
  return { lesson, durationMinutes, timezone, searchedUntil: until };
}
