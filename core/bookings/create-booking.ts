import { AVAILABILITY_BUSY } from "../availability/availability-errors.ts";
import { calendarItems } from "../availability/calendar-repository.ts";
import { claim } from "../availability/claim.ts";
import type { Context, Member } from "../context.ts";
import { assert, DomainError, ROLE_REQUIRED, required } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { type BookingPayment, openPayment } from "../payments/booking-payment.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { absent, any, compare, missing, present } from "../table/condition.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { bookingKey, bookingLedgerKey, bookingPaymentKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { readAll } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { put, update, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import type { Booking } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { MOST_UNPAID_BOOKINGS } from "./booking-ledger.ts";
import { insertBooking, studentDayItems } from "./booking-repository.ts";
import { type BookingView, viewBooking } from "./booking-view.ts";
import { decideCreate, type ResolvedLesson } from "./create-checks.ts";
import { refuseCreateRequest } from "./create-request.ts";
import { calendarTermsOf, type LessonFacts, partiesOf, priceDraftOf, readLessonFacts, timeOf } from "./lesson-facts.ts";
import type { LessonWish } from "./lesson-wish.ts";
import { nameStudentConflict } from "./name-student-conflict.ts";
import { newBooking } from "./new-booking.ts";
import { offeringMark, unchangedFacts } from "./new-booking-writes.ts";
import { locatePlace, placeFactsOf } from "./resolve-place.ts";
import { claimStudentTime } from "./student-day.ts";

export interface CreateBookingInput extends LessonWish {
  readonly studentNote?: string | null;
}

export interface CreatedBooking {
  readonly booking: BookingView;
  /** Made by the payment provider after the commit; null until there is one (BK-46). */
  readonly setupClientSecret: null;
  readonly requiresPaymentMethod: true;
  readonly payBy: Instant;
}

/**
 * Books a lesson: PENDING until it is paid, holding its time from this commit on. Two sequential round trips: everything is read beside the
 * claim of the Idempotency-Key, then one transaction writes all of BK-41 or nothing. A lost race reads again and answers what is true then
 * (BK-43). Refusals: BK-1 to BK-29 in their order, 409 `AVAILABILITY_BUSY` after five lost races.
 */
export async function createBooking(ctx: Context<Member>, input: CreateBookingInput): Promise<CreatedBooking> {
  const { principal, idempotency } = ctx;
  const { role, permissions } = principal;
  const { studentNote } = input;
  const refusal = refuseCreateRequest({
    role,
    permissions,
    gate: undefined,
    studentNote: studentNote ?? undefined,
    hasIdempotencyKey: idempotency !== undefined,
  });
  if (refusal) throw refusal;
  const meetingPlace = await locatePlace(input.meetingPlace);
  const wish = meetingPlace === undefined ? input : { ...input, meetingPlace };
  let attempts = 0;
  return untilCommitted(
    () => attempt(ctx, wish, attempts++),
    () =>
      new DomainError(AVAILABILITY_BUSY, "Many are booking here right now. Repeat in a second.", {}, { headers: { "retry-after": "1" } }),
  );
}

async function attempt(ctx: Context<Member>, wish: CreateBookingInput, attempts: number): Promise<CreatedBooking> {
  const { principal, now } = ctx;
  const [key, facts] = await Promise.all([claimKey(ctx), readLessonFacts(principal.userId, wish, now)]);
  const bookingId: BookingId = `bkg_${key.ulid}`;
  if (attempts > 0) {
    const mine = await committedBefore(ctx, bookingId, facts);
    if (mine) return mine;
  }
  const lesson = await decide(ctx, wish, facts);
  const booking = newBooking({ bookingId, studentId: principal.userId, wish, facts, lesson }, now);
  const payment = openPayment(
    { bookingId, studentId: booking.studentId, instructorId: booking.instructorId, snapshot: lesson.snapshot },
    now,
  );
  const answer = createdBooking(ctx, booking, payment, facts);
  await commit(createWrites(ctx, booking, payment, facts, wish, key.completion(201, answer)));
  return answer;
}

function claimKey({ idempotency }: Context): Promise<IdempotencyClaim> {
  return required(idempotency, "a booking is made under an Idempotency-Key").claim();
}

/** A commit whose answer was lost is a success, not a conflict with oneself (BK-48). */
async function committedBefore(ctx: Context<Member>, bookingId: BookingId, facts: LessonFacts): Promise<CreatedBooking | undefined> {
  const [booking, payment] = await readAll([bookingKey(bookingId), bookingPaymentKey(bookingId)]);
  return booking && payment && createdBooking(ctx, booking, payment, facts);
}

async function decide(ctx: Context<Member>, wish: LessonWish, facts: LessonFacts): Promise<ResolvedLesson> {
  const { principal, now } = ctx;
  // Since the edge looked, the student may have become an instructor, for whom the checks below would hold as well (BKE-4).
  if (facts.student?.role !== principal.role) throw new DomainError(ROLE_REQUIRED, "Only students book lessons.");
  const time = timeOf(facts, wish, now);
  const decided = decideCreate({
    studentStatus: facts.student?.accountStatus ?? "deactivated",
    parties: partiesOf(facts, principal.userId, wish, now),
    ...(facts.standing === undefined ? {} : { standing: facts.standing }),
    durationOptions: facts.offering?.durationOptions ?? [],
    place: placeFactsOf(facts, wish),
    price: priceDraftOf(facts, wish),
    ...(wish.expectedTotalCents === undefined ? {} : { expectedTotalCents: wish.expectedTotalCents }),
    pendingCount: facts.ledger?.pendingCount ?? 0,
    time,
    student: { days: facts.studentDays, lessons: [] },
    now,
  });
  if (!(decided instanceof DomainError)) return decided;
  throw await nameStudentConflict(decided, principal.userId, time, { days: facts.studentDays });
}

function createdBooking(ctx: Context<Member>, booking: Booking, payment: BookingPayment, facts: LessonFacts): CreatedBooking {
  const people = { student: facts.student, instructor: facts.instructor };
  return {
    booking: viewBooking({ booking, payment, people, viewer: "student", now: ctx.now }),
    setupClientSecret: null,
    requiresPaymentMethod: true,
    payBy: required(payment.payBy, "a payment just opened has a deadline"),
  };
}

/** The items of BK-41, at most 21 (BK-42). */
function createWrites(
  ctx: Context<Member>,
  booking: Booking,
  payment: BookingPayment,
  facts: LessonFacts,
  wish: LessonWish,
  completion: Write,
): Write[] {
  const { bookingId, studentId, instructorId } = booking;
  // The place may be somebody's home, which the audit log has no use for.
  const { location: _place, ...audited } = booking;
  const claimed = claim({ ...calendarTermsOf(facts, ctx.now), lesson: wish, days: facts.days });
  assert(claimed.ok, "the calendar claims what it said was bookable");
  return [
    ...insertBooking(booking, payment.payBy),
    ...calendarItems(instructorId, claimed, ctx.now),
    ...studentDayItems(facts.studentDays, claimStudentTime(facts.studentDays, studentId, booking)),
    put(bookingPaymentKey(bookingId), payment, absent),
    ...ledgerItems(booking),
    ...unchangedFacts(booking, facts),
    ...offeringMark(booking, facts),
    completion,
    audit(ctx, { action: "create", entityType: "booking", entityId: bookingId, after: audited }),
    publish(ctx, "booking.created", bookingFact(booking)),
  ];
}

function ledgerItems({ studentId, instructorId }: Booking): Write[] {
  const hasRoom = any(missing("pendingCount"), compare("pendingCount", "<", MOST_UNPAID_BOOKINGS));
  return [
    update(bookingLedgerKey(studentId), { set: { userId: studentId }, add: { version: 1, pendingCount: 1 } }, hasRoom),
    update(bookingLedgerKey(instructorId), { set: { userId: instructorId }, add: { version: 1 } }, any(absent, present)),
  ];
}
