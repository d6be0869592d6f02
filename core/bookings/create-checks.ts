import { notBookable } from "../availability/bookable-problems.ts";
import type { Bookable, NotBookable } from "../availability/is-bookable.ts";
import { DomainError } from "../errors.ts";
import type { AccountStatus } from "../identity/user.ts";
import type { Cents } from "../money.ts";
import { refuseStanding, type StandingMarks } from "../payments/credit-standing.ts";
import type { PriceSnapshot } from "../payments/price-snapshot.ts";
import { freezePrice, type PriceDraft, refusePrice } from "../payments/quote-price.ts";
import type { Instant } from "../time.ts";
import { type Booking, isOccupying, type LessonLocation, overlaps } from "./booking.ts";
import { DURATION_NOT_OFFERED, PRICE_CHANGED, STUDENT_TIME_CONFLICT, TOO_MANY_UNPAID_BOOKINGS } from "./booking-errors.ts";
import { MOST_UNPAID_BOOKINGS } from "./booking-ledger.ts";
import { type LessonParties, refuseParties, refuseStudent } from "./lesson-parties.ts";
import { type PlaceFacts, placeOf, refusePlace } from "./lesson-place.ts";
import { hasStudentConflict, type Interval, type StudentDays } from "./student-day.ts";

/** Everything that was read to judge one wish to book. */
export interface CreateFacts {
  readonly studentStatus: AccountStatus;
  readonly parties: LessonParties;
  readonly standing?: StandingMarks;
  readonly durationOptions: readonly number[];
  readonly place: PlaceFacts;
  readonly price: PriceDraft;
  readonly expectedTotalCents?: Cents;
  readonly pendingCount: number;
  /** The instructor's side of the time, as availability judges it. */
  readonly time: Bookable | NotBookable;
  readonly student: StudentTime;
  readonly now: Instant;
}

/** The student's side of the time. */
export interface StudentTime {
  readonly days: StudentDays;
  /** The student's lessons around the time, to name the one in the way. */
  readonly lessons: readonly StudentLesson[];
  /** An own lesson that is about to move. */
  readonly without?: Interval;
}

export type StudentLesson = Pick<Booking, "bookingId" | "status" | "startsAt" | "endsAt">;

/** What will be booked. */
export interface ResolvedLesson extends Interval {
  readonly location?: LessonLocation;
  readonly snapshot: PriceSnapshot;
}

/**
 * The lesson as it can be booked, or the first reason against it in the order of BK-4 to BK-29. The operation asks again with fresh
 * facts after every lost race, so a race is answered with what is true then (BK-30, BK-43).
 */
export function decideCreate(facts: CreateFacts): ResolvedLesson | DomainError {
  const refusal =
    refuseStudent(facts.studentStatus) ??
    refuseParties(facts.parties) ??
    refuseStanding(facts.standing) ??
    refuseDuration(facts.price.durationMinutes, facts.durationOptions) ??
    refusePlace(facts.place) ??
    refusePrice(facts.price);
  if (refusal) return refusal;

  const snapshot = freezePrice(facts.price, facts.now);
  const secondThoughts = refuseTotal(snapshot, facts.expectedTotalCents) ?? refusePending(facts.pendingCount);
  if (secondThoughts) return secondThoughts;

  const { time } = facts;
  if (!time.ok) return notBookable(time);
  const location = placeOf(facts.place);
  const { startsAt, endsAt } = time;
  return refuseStudentTime({ startsAt, endsAt }, facts.student) ?? { startsAt, endsAt, snapshot, ...(location && { location }) };
}

/** BK-12. */
export function refuseDuration(durationMinutes: number, options: readonly number[]): DomainError | undefined {
  if (options.includes(durationMinutes)) return undefined;
  return new DomainError(DURATION_NOT_OFFERED, `Choose a duration of ${options.join(", ")} minutes.`, { options });
}

/** BK-29: the student's own earliest lesson in the way is named. */
export function refuseStudentTime(lesson: Interval, { days, lessons, without }: StudentTime): DomainError | undefined {
  if (!hasStudentConflict(days, lesson, without)) return undefined;
  const found = earliestOverlapping(lesson, lessons);
  const members = found && { bookingId: found.bookingId, startsAt: found.startsAt, endsAt: found.endsAt };
  return new DomainError(STUDENT_TIME_CONFLICT, "You have another lesson at this time; choose another.", members ?? {});
}

export function earliestOverlapping(lesson: Interval, lessons: readonly StudentLesson[]): StudentLesson | undefined {
  return lessons
    .filter((other) => isOccupying(other.status) && overlaps(other, lesson))
    .sort((one, other) => (one.startsAt < other.startsAt ? -1 : Number(one.startsAt > other.startsAt)))[0];
}

function refuseTotal(snapshot: PriceSnapshot, expectedTotalCents: Cents | undefined): DomainError | undefined {
  const totalCents = snapshot.basePriceCents + snapshot.studentFeeCents;
  if (expectedTotalCents === undefined || expectedTotalCents === totalCents) return undefined;
  return new DomainError(PRICE_CHANGED, "The price has changed; look at it again, then book.", { expectedTotalCents, totalCents });
}

function refusePending(pendingCount: number): DomainError | undefined {
  if (pendingCount < MOST_UNPAID_BOOKINGS) return undefined;
  return new DomainError(TOO_MANY_UNPAID_BOOKINGS, "Pay or cancel one of your unpaid bookings first.", { max: MOST_UNPAID_BOOKINGS });
}
