import { AVAILABILITY_BUSY } from "../availability/availability-errors.ts";
import type { Context, Member } from "../context.ts";
import { assert, DomainError, required } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { authTiming } from "../payments/auth-timing.ts";
import { type MoveMode, openMovedPayment, scheduleMovedPayment } from "../payments/moved-payment.ts";
import { commit } from "../table/commit.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { bookingKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { awaitMove } from "./await-move.ts";
import type { Booking, Side } from "./booking.ts";
import { type BookingWithPayment, readBooking } from "./booking-repository.ts";
import { requirePermission, requireSide } from "./booking-side.ts";
import { refuseNote } from "./create-request.ts";
import { holdWrites } from "./hold-move.ts";
import { type JudgedMove, judgeMove, type MoveCase, timeOfMove } from "./judge-move.ts";
import { readLessonFacts } from "./lesson-facts.ts";
import { atOldTeachingPlace, type MoveWish, movedLesson } from "./move-wish.ts";
import { moveWrites } from "./move-writes.ts";
import { movedBooking } from "./moved-booking.ts";
import { nameStudentConflict } from "./name-student-conflict.ts";
import { newBooking } from "./new-booking.ts";
import { readCalendars } from "./release-booking.ts";
import { type RescheduledBooking, rescheduledBooking } from "./rescheduled-booking.ts";
import { locatePlace } from "./resolve-place.ts";

/**
 * The student moves a confirmed lesson. Where the money cannot fail, one transaction gives the old time back, takes the new one and brings the
 * payment along (BKR-8); where it may, the new time is held first and the move ends with what the card says (BKR-9). Two sequential reads
 * before the first transaction. Refusals: BKR-1 to BKR-6 in their order, 409 `AVAILABILITY_BUSY` after five lost races, 422 `CARD_DECLINED`
 * after which the old booking stands, 409 `OPERATION_IN_PROGRESS` while the card does not answer.
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
  const [key, old] = await Promise.all([claimKey(ctx), readBooking(bookingId)]);
  const by = requireMover(ctx, old.booking);
  const newId: BookingId = `bkg_${key.ulid}`;
  if (await hasBegun(old.booking, newId, key)) return awaitMove(ctx, key, newId);

  const moving = await readCase(old, by, wish, ctx);
  const { move, lesson } = await decide(ctx, moving);
  const opened = newBooking({ ...moving, bookingId: newId, studentId: old.booking.studentId, wish: moving.lesson, lesson }, ctx.now);
  const to = {
    booking: movedBooking(old.booking, opened, move.mode),
    payment: openMovedPayment(old.payment, { bookingId: newId, snapshot: lesson.snapshot }, ctx.now),
  };
  if (move.transactions === 1) return moveAtOnce(ctx, key, moving, to, move.mode);
  await commit([...holdWrites(ctx, moving, to, move), key.hold()]);
  return awaitMove(ctx, key, newId);
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

/**
 * Whether the request's own move is there already: made by this run, whose answer was lost (BK-48), or by one before it. A move that the
 * card refused has left the old booking as it was, and only the new one tells.
 */
async function hasBegun(
  { movingTo, rescheduledToBookingId }: Booking,
  newId: BookingId,
  { isResumed }: IdempotencyClaim,
): Promise<boolean> {
  if (movingTo?.bookingId === newId || rescheduledToBookingId === newId) return true;
  return isResumed && (await read(bookingKey(newId))) !== undefined;
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
  return judged;
}

/** The new booking is confirmed from its first instant: its card is asked when its day comes, like that of any booking (AU-1). */
async function moveAtOnce(
  ctx: Context<Member>,
  key: IdempotencyClaim,
  moving: MoveCase,
  opened: BookingWithPayment,
  mode: MoveMode,
): Promise<RescheduledBooking> {
  const { createdAt, startsAt } = opened.booking;
  const timing = authTiming(startsAt, ctx.now);
  assert(timing.authMode === "scheduled", "a lesson that moves at once is at least a day away");
  const booking: Booking = { ...opened.booking, status: "CONFIRMED", confirmedAt: createdAt };
  const to = { booking, payment: scheduleMovedPayment(opened.payment, moving.payment, mode, timing) };
  const answer = rescheduledBooking(ctx, to, moving.facts);
  await commit([...(await moveWrites(ctx, moving, to, mode)), key.completion(201, answer)]);
  return answer;
}
