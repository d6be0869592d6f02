import { backgroundCheckIsRequired } from "../config.ts";
import { notFound } from "../errors.ts";
import type { UserId } from "../ids.ts";
import { INSTRUCTOR_NOT_FOUND } from "../instructors/instructor-errors.ts";
import { isInstructorBookable } from "../instructors/is-instructor-bookable.ts";
import { type ShownName, shownName } from "../instructors/public-profile.ts";
import { calendarSettingsKey, instructorProfileKey, userKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import type { Instant } from "../time.ts";
import type { CalendarDays } from "./availability-day.ts";
import type { CalendarTerms } from "./bookable-starts.ts";
import { readDays } from "./calendar-repository.ts";
import { defaultSettings } from "./calendar-settings.ts";
import type { DateRange } from "./public-range.ts";
import { readBookingRules } from "./read-booking-rules.ts";

export interface VisibleCalendar {
  readonly terms: CalendarTerms;
  readonly days: CalendarDays;
  readonly name: ShownName;
}

/**
 * The calendar of an instructor whom everybody may see, or the 404 that hidden and unknown ones share (AVP-1). One round trip: the days, as
 * of a moment ago, beside what decides about them. It is shown and no more, for booking asks again (AVP-11).
 */
export async function readVisibleCalendar(instructorId: UserId, reach: DateRange, now: Instant): Promise<VisibleCalendar> {
  const [[user, profile, settings], days, rules] = await Promise.all([
    readAll([userKey(instructorId), instructorProfileKey(instructorId), calendarSettingsKey(instructorId)]),
    readDays(instructorId, reach.startDate, reach.endDate, true),
    readBookingRules(now),
  ]);
  const { bookable } = isInstructorBookable({
    profile,
    user,
    offeringCount: profile?.skillsConfigured ? 1 : 0,
    now,
    enforceBackgroundCheck: backgroundCheckIsRequired(),
  });
  if (!user || !profile || !bookable) throw notFound(INSTRUCTOR_NOT_FOUND);
  const terms = {
    settings: settings ?? defaultSettings(instructorId, profile.timezone),
    rules,
    minAdvanceBookingHours: profile.minAdvanceBookingHours,
    now,
  };
  return { terms, days, name: shownName(user) };
}
