import { notBookable } from "../availability/bookable-problems.ts";
import type { Bookable, NotBookable } from "../availability/is-bookable.ts";
import { withoutLesson } from "../availability/lesson.ts";
import type { Context, Member } from "../context.ts";
import { type DomainError, notFound } from "../errors.ts";
import type { BookingId, UserId } from "../ids.ts";
import { refusePrice } from "../payments/quote-price.ts";
import { addMinutesToTime, type Instant, type LocalDate, type LocalTime, MINUTE_MS, millisecondsBetween, type Zone } from "../time.ts";
import type { Booking } from "./booking.ts";
import { isLive } from "./booking.ts";
import { BOOKING_NOT_FOUND } from "./booking-errors.ts";
import type { BookingListEntry } from "./booking-list-entry.ts";
import { readBooking } from "./booking-repository.ts";
import { refuseDuration, refuseStudentTime } from "./create-checks.ts";
import { type LessonFacts, partiesOf, priceDraftOf, readLessonFacts, timeOf } from "./lesson-facts.ts";
import { refuseParties } from "./lesson-parties.ts";
import { type PlaceFacts, placeOf, refuseLocationType, refusePlace } from "./lesson-place.ts";
import type { LessonWish } from "./lesson-wish.ts";
import { locatePlace, placeFactsOf } from "./resolve-place.ts";
import { readStudentLessons } from "./student-lessons.ts";

/** A wish of which the format may still be open: place and price are then not judged, and the time by the strictest class (BKQ-1). */
export type LessonQuestion = Omit<LessonWish, "locationType"> &
  Partial<Pick<LessonWish, "locationType">> & { readonly excludeBookingId?: BookingId };

export interface AvailabilityAnswer {
  readonly available: boolean;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly warnings: readonly ProximityWarning[];
  readonly minAdvanceHours: number | null;
  readonly timeInfo: TimeAnswer | null;
}

export interface ProximityWarning {
  readonly type: "proximity";
  readonly bookingId: BookingId;
  readonly serviceName: string;
  readonly gapMinutes: number;
}

export interface TimeAnswer {
  readonly date: LocalDate;
  readonly startTime: LocalTime;
  readonly endTime: LocalTime;
  readonly timezone: Zone;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

const CLOSE_MINUTES = 30;
const CLOSE_MS = CLOSE_MINUTES * MINUTE_MS;

/**
 * Whether the lesson could be booked now, by the same functions as booking itself; writes nothing and promises nothing (BKQ-1 to BKQ-6).
 * Unknown instructors, offerings and foreign bookings to leave out are 404.
 */
export async function checkBookingAvailability(ctx: Context<Member>, question: LessonQuestion): Promise<AvailabilityAnswer> {
  const { principal, now } = ctx;
  const meetingPlace = await locatePlace(question.meetingPlace);
  const wish = { ...question, ...(meetingPlace === undefined ? {} : { meetingPlace }) };
  const [facts, excluded] = await Promise.all([readLessonFacts(principal.userId, wish, now), readExcluded(ctx, question.excludeBookingId)]);
  const time = timeOf(
    withoutExcluded(facts, wish.instructorId, excluded),
    { ...wish, locationType: wish.locationType ?? "student_location" },
    now,
  );
  const around = time.ok && principal.role === "student" ? await readStudentLessons(principal.userId, time, CLOSE_MS) : [];
  const lessons = around.filter((lesson) => lesson.bookingId !== excluded?.bookingId);
  const place = wish.locationType === undefined ? undefined : placeFactsOf(facts, { ...wish, locationType: wish.locationType });
  const refusal = refuse(ctx, { wish, facts, place, time, lessons, excluded });
  if (refusal?.problem.status === 404) throw refusal;
  return {
    available: refusal === undefined,
    reason: refusal?.code ?? null,
    details: refusal && Object.keys(refusal.members).length > 0 ? refusal.members : null,
    warnings: time.ok && place ? proximityWarnings(place, time, lessons) : [],
    minAdvanceHours: minAdvanceHours(refusal),
    timeInfo: time.ok ? timeAnswer(wish, time, facts) : null,
  };
}

interface Looked {
  readonly wish: LessonQuestion;
  readonly facts: LessonFacts;
  /** Absent while the format is open. */
  readonly place: PlaceFacts | undefined;
  readonly time: Bookable | NotBookable;
  /** The student's own lessons around the time, without the excluded one. */
  readonly lessons: readonly BookingListEntry[];
  readonly excluded: Booking | undefined;
}

/** BK-5 to BK-29 in their order, as far as the question says enough; the standing and the number of unpaid bookings are not asked. */
function refuse({ principal, now }: Context<Member>, { wish, facts, place, time, lessons, excluded }: Looked): DomainError | undefined {
  const { durationMinutes } = wish;
  const student = { days: facts.studentDays, lessons, ...(excluded === undefined ? {} : { without: excluded }) };
  return (
    refuseParties(partiesOf(facts, principal.userId, wish, now)) ??
    refuseDuration(durationMinutes, facts.offering?.durationOptions ?? []) ??
    (place && refuseAskedPlace(place)) ??
    (place && refusePrice(priceDraftOf(facts, { locationType: place.locationType, durationMinutes }))) ??
    (time.ok ? undefined : notBookable(time)) ??
    (time.ok && principal.role === "student" ? refuseStudentTime(time, student) : undefined)
  );
}

/** A meeting place that the question leaves open is not judged (BKQ-1). */
function refuseAskedPlace(place: PlaceFacts): DomainError | undefined {
  const isOpen = place.meetingPlace === undefined && place.locationType !== "instructor_location";
  return isOpen ? refuseLocationType(place) : refusePlace(place);
}

/** The caller's own live booking whose time shall not count (BKQ-3). */
async function readExcluded({ principal }: Context<Member>, bookingId: BookingId | undefined): Promise<Booking | undefined> {
  if (bookingId === undefined) return undefined;
  const { booking } = await readBooking(bookingId);
  const isOwn = booking.studentId === principal.userId || booking.instructorId === principal.userId;
  if (!isOwn || !isLive(booking.status)) throw notFound(BOOKING_NOT_FOUND);
  return booking;
}

function withoutExcluded(facts: LessonFacts, instructorId: UserId, excluded: Booking | undefined): LessonFacts {
  if (excluded?.instructorId !== instructorId || !facts.days.has(excluded.date)) return facts;
  return { ...facts, days: withoutLesson(facts.days, excluded) };
}

/** Own in-person lessons elsewhere that begin or end close to an asked in-person lesson (BKQ-6). They never block. */
function proximityWarnings(place: PlaceFacts, lesson: Bookable, lessons: readonly BookingListEntry[]): ProximityWarning[] {
  if (place.locationType === "online") return [];
  const address = placeOf(place)?.address;
  return lessons
    .filter((other) => isLive(other.status) && other.locationType !== "online")
    .filter((other) => address === undefined || other.location?.address !== address)
    .flatMap((other) => {
      const gapMs =
        other.endsAt <= lesson.startsAt
          ? millisecondsBetween(other.endsAt, lesson.startsAt)
          : millisecondsBetween(lesson.endsAt, other.startsAt);
      const gapMinutes = Math.floor(gapMs / MINUTE_MS);
      const isClose = gapMs >= 0 && gapMinutes < CLOSE_MINUTES;
      return isClose ? [{ type: "proximity" as const, bookingId: other.bookingId, serviceName: other.serviceName, gapMinutes }] : [];
    });
}

function minAdvanceHours(refusal: DomainError | undefined): number | null {
  const minutes = refusal?.code === "MINIMUM_NOTICE" ? refusal.members.requiredMinutes : undefined;
  return typeof minutes === "number" ? Math.ceil(minutes / 60) : null;
}

function timeAnswer({ date, startTime, durationMinutes }: LessonQuestion, { startsAt, endsAt }: Bookable, facts: LessonFacts): TimeAnswer {
  const endTime = addMinutesToTime(startTime, durationMinutes);
  return { date, startTime, endTime, timezone: facts.settings.timezone, startsAt, endsAt };
}
