import { type CalendarDays, dayAround } from "../availability/availability-day.ts";
import type { CalendarTerms } from "../availability/bookable-starts.ts";
import type { BookingRules } from "../availability/booking-rules.ts";
import { lessonDayKeys, lessonDays } from "../availability/calendar-repository.ts";
import { type AvailabilitySettings, defaultSettings } from "../availability/calendar-settings.ts";
import { type Bookable, isBookable, type NotBookable } from "../availability/is-bookable.ts";
import { readBookingRules } from "../availability/read-booking-rules.ts";
import { backgroundCheckIsRequired } from "../config.ts";
import type { User } from "../identity/user.ts";
import type { UserId } from "../ids.ts";
import type { InstructorProfile } from "../instructors/instructor-profile.ts";
import { isInstructorBookable } from "../instructors/is-instructor-bookable.ts";
import { type Commission, newCommission } from "../payments/commission.ts";
import type { LessonActivity } from "../payments/commission-tier.ts";
import type { CreditStanding } from "../payments/credit-standing.ts";
import { DEFAULT_PRICING_CONFIG } from "../payments/pricing-config.ts";
import type { PriceDraft } from "../payments/quote-price.ts";
import { readActivity } from "../payments/read-activity.ts";
import type { InstructorService } from "../search/instructor-service.ts";
import type { ServiceAreas } from "../search/service-areas.ts";
import {
  bookingLedgerKey,
  calendarSettingsKey,
  commissionKey,
  creditStandingKey,
  instructorProfileKey,
  offeringBookedKey,
  offeringKey,
  offeringOwnerKey,
  serviceAreasKey,
  studentDayKey,
  userKey,
} from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import { addDays, type Instant } from "../time.ts";
import type { BookingLedger } from "./booking-ledger.ts";
import type { LessonParties } from "./lesson-parties.ts";
import type { LessonWish } from "./lesson-wish.ts";
import type { StudentDays } from "./student-day.ts";

/** Everything that decides about a lesson, as one strongly consistent read found it. */
export interface LessonFacts {
  readonly student: User | undefined;
  readonly standing: CreditStanding | undefined;
  readonly ledger: BookingLedger | undefined;
  readonly studentDays: StudentDays;
  readonly instructor: User | undefined;
  readonly profile: InstructorProfile | undefined;
  readonly offering: InstructorService | undefined;
  /** Whose the offering is, which tells another instructor's from one that does not exist. */
  readonly offeringOwner: { readonly instructorId: UserId } | undefined;
  readonly isOfferingBooked: boolean;
  readonly areas: ServiceAreas | undefined;
  readonly commission: Commission;
  readonly activity: LessonActivity;
  readonly settings: AvailabilitySettings;
  readonly rules: BookingRules;
  readonly days: CalendarDays;
}

type Place = Pick<LessonWish, "instructorId" | "instructorServiceId" | "date">;

/**
 * Reads all facts in one round trip: a batch, and beside it the newest completions. The student's UTC days around the date are read
 * whatever the zone, so that nothing waits for the instructor's settings.
 */
export async function readLessonFacts(
  studentId: UserId,
  { instructorId, instructorServiceId, date }: Place,
  now: Instant,
): Promise<LessonFacts> {
  const [items, activity, rules] = await Promise.all([
    readAll([
      userKey(studentId),
      creditStandingKey(studentId),
      bookingLedgerKey(studentId),
      studentDayKey(studentId, addDays(date, -1)),
      studentDayKey(studentId, date),
      studentDayKey(studentId, addDays(date, 1)),
      userKey(instructorId),
      instructorProfileKey(instructorId),
      offeringKey(instructorId, instructorServiceId),
      offeringOwnerKey(instructorServiceId),
      offeringBookedKey(instructorId, instructorServiceId),
      serviceAreasKey(instructorId),
      commissionKey(instructorId),
      calendarSettingsKey(instructorId),
      ...lessonDayKeys(instructorId, date),
    ]),
    readActivity(instructorId, DEFAULT_PRICING_CONFIG, now),
    readBookingRules(now),
  ]);
  const [student, standing, ledger, before, same, after, ...ofInstructor] = items;
  const [instructor, profile, offering, offeringOwner, booked, areas, commission, settings, ...days] = ofInstructor;
  return {
    student,
    standing,
    ledger,
    studentDays: new Map([before, same, after].flatMap((day) => (day ? [[day.utcDate, day] as const] : []))),
    instructor,
    profile,
    offering,
    offeringOwner,
    isOfferingBooked: booked !== undefined,
    areas,
    commission: commission ?? newCommission(),
    activity,
    settings: settings ?? defaultSettings(instructorId, profile?.timezone ?? DEFAULT_ZONE),
    rules,
    days: lessonDays(instructorId, date, days),
  };
}

const DEFAULT_ZONE = "America/New_York";

/** The two people and the offering between them, for BK-5 to BK-10. Blocks between people come with the messages part. */
export function partiesOf(facts: LessonFacts, callerId: UserId, { instructorId }: Place, now: Instant): LessonParties {
  const { profile, instructor, offering, offeringOwner } = facts;
  // An offering under another instructor is found by its owner's mark alone: that it is active is asked where it can be booked.
  const found = offering ?? (offeringOwner && { ...offeringOwner, isActive: true });
  return {
    callerId,
    instructorId,
    bookability: isInstructorBookable({
      profile,
      user: instructor,
      offeringCount: profile?.skillsConfigured ? 1 : 0,
      now,
      enforceBackgroundCheck: backgroundCheckIsRequired(),
    }),
    ...(found === undefined ? {} : { offering: found }),
    isBlocked: false,
  };
}

export function priceDraftOf(
  facts: LessonFacts,
  { locationType, durationMinutes }: Pick<LessonWish, "locationType" | "durationMinutes">,
): PriceDraft {
  return {
    formatPrices: facts.offering?.formatPrices ?? [],
    locationType,
    durationMinutes,
    commission: facts.commission,
    activity: facts.activity,
    config: DEFAULT_PRICING_CONFIG,
  };
}

/** What the instructor's calendar is judged by. */
export function calendarTermsOf({ settings, rules, profile }: LessonFacts, now: Instant): CalendarTerms {
  return { settings, rules, minAdvanceBookingHours: profile?.minAdvanceBookingHours ?? 0, now };
}

/** Whether the instructor's calendar has the time (BK-28). */
export function timeOf(
  facts: LessonFacts,
  wish: Pick<LessonWish, "date" | "startTime" | "durationMinutes" | "locationType">,
  now: Instant,
): Bookable | NotBookable {
  const { startTime, durationMinutes, locationType, date } = wish;
  return isBookable({ ...dayAround(facts.days, date), ...calendarTermsOf(facts, now), startTime, durationMinutes, locationType });
}
