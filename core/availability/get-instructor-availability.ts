import type { LocationType } from "../bookings/location-type.ts";
import type { Context } from "../context.ts";
import type { UserId } from "../ids.ts";
import type { ShownName } from "../instructors/public-profile.ts";
import { type LocalDate, localDateAt, type Zone } from "../time.ts";
import { type DetailLevel, MOST_PUBLIC_DAYS } from "./booking-rules.ts";
import { requireLessonDuration } from "./is-bookable.ts";
import { type PublicCalendar, publicCalendar } from "./public-calendar.ts";
import { type DateRange, publicRange, publicReach } from "./public-range.ts";
import { recentBookingRules } from "./read-booking-rules.ts";
import { readVisibleCalendar } from "./visible-calendar.ts";

export interface PublicQuestion {
  readonly startDate?: LocalDate | undefined;
  readonly endDate?: LocalDate | undefined;
  readonly locationType?: LocationType | undefined;
  readonly durationMinutes?: number | undefined;
  readonly detail?: DetailLevel | undefined;
}

export interface InstructorAvailability {
  readonly instructorId: UserId;
  /** Absent where the platform does not show names (AVP-8). */
  readonly name: ShownName | undefined;
  readonly timezone: Zone;
  readonly range: DateRange;
  readonly calendar: PublicCalendar;
}

/** When an instructor can be booked, for everybody (AVP-1 to AVP-8). */
export async function getInstructorAvailability(
  { now }: Pick<Context, "now">,
  instructorId: UserId,
  question: PublicQuestion,
): Promise<InstructorAvailability> {
  if (question.durationMinutes !== undefined) requireLessonDuration(question.durationMinutes);
  const reachedDays = recentBookingRules(now)?.publicDays ?? MOST_PUBLIC_DAYS;
  const reach = publicReach({ ...question, utcDate: localDateAt(now, "UTC"), publicDays: reachedDays });
  const { terms, days, name } = await readVisibleCalendar(instructorId, reach, now);
  const { timezone, bookingHorizonDays } = terms.settings;
  const { publicDays, publicShowsName } = terms.rules;
  const range = publicRange({ ...question, today: localDateAt(now, timezone), bookingHorizonDays, publicDays });
  const calendar = publicCalendar({ ...question, ...terms, days, range });
  return { instructorId, name: publicShowsName ? name : undefined, timezone, range, calendar };
}
