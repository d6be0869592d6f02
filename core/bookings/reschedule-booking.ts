import { AVAILABILITY_BUSY } from "../availability/availability-errors.ts";
import type { Context, Member } from "../context.ts";
import { assert, DomainError, required } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { authTiming } from "../payments/auth-timing.ts";
import { paymentCarried } from "../payments/carry-payment.ts";
import { PAYMENT_METHOD_REQUIRED } from "../payments/payment-errors.ts";
import { commit } from "../table/commit.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Booking, Side } from "./booking.ts";
import { type BookingWithPayment, readBooking, readLessonPeople } from "./booking-repository.ts";
import { requirePermission, requireSide } from "./booking-side.ts";
import { type BookingView, type LessonPeople, viewBooking } from "./booking-view.ts";
import { refuseNote } from "./create-request.ts";
import { type JudgedMove, judgeMove, type MoveCase, timeOfMove } from "./judge-move.ts";
import { readLessonFacts } from "./lesson-facts.ts";
import { atOldTeachingPlace, type MoveWish, movedLesson } from "./move-wish.ts";
import { carryWrites, type MovedTo } from "./move-writes.ts";
import { nameStudentConflict } from "./name-student-conflict.ts";
import { newBooking } from "./new-booking.ts";
import { readCalendars } from "./release-booking.ts";
import { locatePlace } from "./resolve-place.ts";

export interface RescheduledBooking {
  readonly booking: BookingView;
  readonly previousBookingId: BookingId;
  readonly paymentMode: "carry" | "lock" | "new_payment";
}

/**
 * The student moves a confirmed lesson: one transaction gives the old time back, takes the new one and carries the payment over (BKR-8), or
 * nothing changes. Two sequential reads. Refusals: BKR-1 to BKR-6 in their order, 409 `AVAILABILITY_BUSY` after five lost races. A move that
 * needs the card at once is refused until cards can be saved: 422 `PAYMENT_METHOD_REQUIRED`.
 */
export async function rescheduleBooking(ctx: Context<Member>, bookingId: BookingId, input: MoveWish): Promise<RescheduledBooking> {
  const wrongNote = refuseNote("/studentNote", input.studentNote);
  if (wrongNote) throw wrongNote;
  const meetingPlace = await locatePlace(input.meetingPlace);
  const wish = meetingPlace === undefined ? input : { ...input, meetingPlace };
  return untilCommitted(
    () => attempt(ctx, bookingId, wish),
    () =>
      new DomainError(AVAILABILITY_BUSY, "Many are booking here right now. Repeat in a second.", {}, { headers: { "retry-after": "1" } }),
  );
}

async function attempt(ctx: Context<Member>, bookingId: BookingId, wish: MoveWish): Promise<RescheduledBooking> {
  const { now } = ctx;
  const [key, old] = await Promise.all([claimKey(ctx), readBooking(bookingId)]);
  const by = requireMover(ctx, old.booking);
  const newId: BookingId = `bkg_${key.ulid}`;
  if (old.booking.rescheduledToBookingId === newId) return committedBefore(ctx, newId, bookingId);
  const moving = await readCase(old, by, wish, ctx);
  const { lesson } = await decide(ctx, moving);
  const booking = movedBooking(
    moving,
    newBooking({ ...moving, bookingId: newId, studentId: old.booking.studentId, wish: moving.lesson, lesson }, now),
  );
  const timing = authTiming(booking.startsAt, now);
  assert(timing.authMode === "scheduled", "a lesson that moves at once is at least a day away");
  const payment = paymentCarried(old.payment, { bookingId: newId, snapshot: lesson.snapshot, timing }, now);
  const answer = answerOf(ctx, { booking, payment }, moving.facts, bookingId);
  await commit([...(await carryWrites(ctx, moving, { booking, payment })), key.completion(201, answer)]);
  return answer;
}

function claimKey({ idempotency }: Context): Promise<IdempotencyClaim> {
  return required(idempotency, "a booking is moved under an Idempotency-Key").claim();
}

/** Only a student who may book may move, which is asked before the state (BKR-1). */
function requireMover(ctx: Context<Member>, booking: Booking): Side {
  const side = requireSide(ctx, booking);
  if (side === "student") requirePermission(ctx, "create_bookings");
  return side;
}

async function readCase({ booking, payment }: BookingWithPayment, by: Side, wish: MoveWish, { now }: Context): Promise<MoveCase> {
  const lesson = movedLesson(booking, wish);
  const [facts, old] = await Promise.all([readLessonFacts(booking.studentId, lesson, now), readCalendars(booking)]);
  return {
    by,
    booking,
    payment,
    lesson: atOldTeachingPlace(lesson, booking, facts),
    facts,
    days: new Map([...old.days, ...facts.days]),
    studentDays: new Map([...old.studentDays, ...facts.studentDays]),
  };
}

async function decide({ now }: Context, moving: MoveCase): Promise<JudgedMove> {
  const { booking, studentDays } = moving;
  const time = timeOfMove(moving, now);
  const judged = judgeMove(moving, time, now);
  if (judged instanceof DomainError) {
    throw await nameStudentConflict(judged, booking.studentId, time, { days: studentDays, without: booking });
  }
  if (judged.move.transactions === 2) {
    const detail =
      "A move within 24 hours of either time is paid at once, and no card is saved. Choose a later time, or cancel and book anew.";
    throw new DomainError(PAYMENT_METHOD_REQUIRED, detail);
  }
  return judged;
}

/** The new booking is confirmed from its first instant: its money came with it. */
function movedBooking({ booking }: MoveCase, opened: Booking): Booking {
  const { instructorNote } = booking;
  return {
    ...opened,
    status: "CONFIRMED",
    confirmedAt: opened.createdAt,
    ...(instructorNote === undefined ? {} : { instructorNote }),
    rescheduledFromBookingId: booking.bookingId,
    rescheduledFrom: { date: booking.date, startTime: booking.startTime },
    firstBookingId: booking.firstBookingId ?? booking.bookingId,
    rescheduleCount: booking.rescheduleCount + 1,
  };
}

/** A commit whose answer was lost is a success, not a conflict with oneself (BK-48). */
async function committedBefore(ctx: Context<Member>, newId: BookingId, oldId: BookingId): Promise<RescheduledBooking> {
  const moved = await readBooking(newId);
  return answerOf(ctx, moved, await readLessonPeople(moved.booking), oldId);
}

function answerOf(
  { now }: Context,
  { booking, payment }: MovedTo,
  { student, instructor }: LessonPeople,
  previousBookingId: BookingId,
): RescheduledBooking {
  const view = viewBooking({ booking, payment, people: { student, instructor }, viewer: "student", now });
  return { booking: view, previousBookingId, paymentMode: "carry" };
}
