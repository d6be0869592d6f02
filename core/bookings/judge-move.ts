import type { CalendarDays } from "../availability/availability-day.ts";
import type { Bookable, NotBookable } from "../availability/is-bookable.ts";
import { withoutLesson } from "../availability/lesson.ts";
import { DomainError } from "../errors.ts";
import { lessonsMayMove, type User } from "../identity/user.ts";
import type { InstructorProfile } from "../instructors/instructor-profile.ts";
import type { Bookability, NotBookableReason } from "../instructors/is-instructor-bookable.ts";
import { type BookingPayment, hasDefaultMethod } from "../payments/booking-payment.ts";
import type { PriceSnapshot } from "../payments/price-snapshot.ts";
import type { Instant } from "../time.ts";
import type { Booking, Side } from "./booking.ts";
import { decideCreate, type ResolvedLesson } from "./create-checks.ts";
import { decideMove, type Move } from "./decide-move.ts";
import { type LessonFacts, partiesOf, priceDraftOf, timeOf } from "./lesson-facts.ts";
import { placeOf } from "./lesson-place.ts";
import { changesSomething, keepsPriceInputs, type MovedLesson } from "./move-wish.ts";
import { placeFactsOf } from "./resolve-place.ts";
import type { StudentDays } from "./student-day.ts";

export interface MoveCase {
  readonly by: Side;
  readonly booking: Booking;
  readonly payment: BookingPayment;
  readonly lesson: MovedLesson;
  readonly facts: LessonFacts;
  /** Both people's days around the old and the new time. */
  readonly days: CalendarDays;
  readonly studentDays: StudentDays;
}

export interface JudgedMove {
  readonly move: Move;
  readonly lesson: ResolvedLesson;
}

/** How the lesson moves and what it becomes, or why it does not (BKR-1 to BKR-6). `time` is the instructor's side of the new time. */
export function judgeMove(moving: MoveCase, time: Bookable | NotBookable, now: Instant): JudgedMove | DomainError {
  const { by, booking, payment, lesson, facts } = moving;
  const place = placeFactsOf(facts, lesson);
  const newLesson = judgeNewLesson(moving, time, now);
  const keepsPrice = keepsPriceInputs(booking, lesson, payment.snapshot, facts);
  const snapshot = newLesson instanceof DomainError || keepsPrice ? payment.snapshot : newLesson.snapshot;
  const move = decideMove({
    by,
    booking,
    payment,
    now,
    changesSomething: changesSomething(booking, lesson, placeOf(place)),
    newLesson,
    terms: {
      isPriceUnchanged: keepsPrice || totalOf(snapshot) === totalOf(payment.snapshot),
      hasDefaultMethod: hasDefaultMethod(payment),
    },
  });
  if (move instanceof DomainError) return move;
  if (newLesson instanceof DomainError) return newLesson;
  return { move, lesson: { ...newLesson, snapshot } };
}

/** Whether the instructor's calendar has the new time, as if the lesson were not where it is (BKR-11). */
export function timeOfMove({ booking, lesson, facts, days }: MoveCase, now: Instant): Bookable | NotBookable {
  return timeOf({ ...facts, days: withoutLesson(days, booking) }, lesson, now);
}

/** BK-4 to BK-29 as far as they concern a move: nobody books themselves here, and a move is never unpaid (BKR-6). */
function judgeNewLesson(
  { booking, lesson, facts, studentDays }: MoveCase,
  time: Bookable | NotBookable,
  now: Instant,
): ResolvedLesson | DomainError {
  const parties = partiesOf(facts, booking.studentId, lesson, now);
  return decideCreate({
    studentStatus: facts.student?.accountStatus ?? "deactivated",
    parties: { ...parties, bookability: despiteOwnPause(parties.bookability, facts.instructor, facts.profile) },
    ...(facts.standing === undefined ? {} : { standing: facts.standing }),
    durationOptions: facts.offering?.durationOptions ?? [],
    place: placeFactsOf(facts, lesson),
    price: priceDraftOf(facts, lesson),
    pendingCount: 0,
    time,
    student: { days: studentDays, lessons: [], without: booking },
    now,
  });
}

/** Who paused by themselves still keeps the lessons there are, and so lets them move (BKR-7). */
function despiteOwnPause(
  { reasons }: Bookability,
  instructor: User | undefined,
  profile: Pick<InstructorProfile, "offlineReason"> | undefined,
): Bookability {
  const isSuspendedByChoice = instructor?.accountStatus === "suspended" && lessonsMayMove(instructor);
  const isOfflineByChoice = isSuspendedByChoice || profile?.offlineReason === "self";
  const waived: Partial<Record<NotBookableReason, boolean>> = { ACCOUNT_SUSPENDED: isSuspendedByChoice, NOT_LIVE: isOfflineByChoice };
  const remaining = reasons.filter((reason) => waived[reason] !== true);
  return { bookable: remaining.length === 0, reasons: remaining };
}

function totalOf({ basePriceCents, studentFeeCents }: PriceSnapshot): number {
  return basePriceCents + studentFeeCents;
}
