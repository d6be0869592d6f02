import type { Context, Member } from "../context.ts";
import { DomainError, notFound, OPERATION_IN_PROGRESS, PERMISSION_REQUIRED } from "../errors.ts";
import { type BookingId, newId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { BookingPayment, SettlementOutcome } from "../payments/booking-payment.ts";
import { firstCancellationMovement } from "../payments/cancellation-movement.ts";
import { type CancellationQuote, quoteCancellation } from "../payments/cancellation-outcome.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { absent, unchanged } from "../table/condition.ts";
import { bookingPaymentKey, moneyMovementKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import { put, update, type Write } from "../table/write.ts";
import type { Booking, CancellationWindow, Side } from "./booking.ts";
import { BOOKING_NOT_FOUND } from "./booking-errors.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking, readBooking, readPeople } from "./booking-repository.ts";
import { type BookingView, viewBooking } from "./booking-view.ts";
import { type Cancellation, decideCancellation } from "./decide-cancellation.ts";
import { readCalendars, releaseBooking } from "./release-booking.ts";

export interface CancelledBooking {
  readonly booking: BookingView;
  readonly cancellation: {
    readonly window: CancellationWindow;
    readonly outcome: SettlementOutcome;
    readonly studentCreditCents: Cents;
    readonly refundedCents: Cents;
    /** For the instructor only. */
    readonly instructorPayoutCents: Cents | null;
  };
}

/**
 * A participant cancels a live booking before it starts (BKC-1). One transaction frees the time, tells how the money shall end and records
 * the first step to it; the step itself is taken afterwards (CX-2). Repeating is 409 `BOOKING_NOT_CANCELLABLE`, or the first answer under
 * the same Idempotency-Key (BKC-7).
 */
export async function cancelBooking(ctx: Context<Member>, bookingId: BookingId, reason: string): Promise<CancelledBooking> {
  const claimed = ctx.idempotency?.claim();
  return untilCommitted(
    async () => {
      const [key, { booking, payment }] = await Promise.all([claimed, readBooking(bookingId)]);
      const side = requireSide(ctx, booking);
      const cancellation = decideCancellation(booking, reason, ctx.now);
      if (cancellation instanceof DomainError) throw cancellation;
      const [calendars, people] = await Promise.all([readCalendars(booking), readPeople([booking.studentId, booking.instructorId])]);

      const quote = quoteCancellation(payment, side, cancellation.window);
      const after = cancelled(ctx, booking, side, cancellation);
      const afterPayment = settled(payment, quote, ctx);
      const names = { student: people.get(booking.studentId), instructor: people.get(booking.instructorId) };
      const view = viewBooking({ booking: after, payment: afterPayment, people: names, viewer: side, now: ctx.now });
      const answer = { booking: view, cancellation: promised(quote, cancellation, side) };
      const freed = await releaseBooking(booking, calendars, ctx.now);
      await commit([
        ...cancelWrites(ctx, { booking, after, payment, afterPayment, quote, freed }, cancellation),
        ...(key ? [key.completion(200, answer)] : []),
      ]);
      return answer;
    },
    () =>
      new DomainError(
        OPERATION_IN_PROGRESS,
        "This booking is changing right now. Repeat in a second.",
        {},
        { headers: { "retry-after": "1" } },
      ),
  );
}

/** The caller's side of the booking, with the permission that goes with it; strangers meet the same 404 as for no booking (BK-55). */
function requireSide({ principal }: Context<Member>, booking: Booking): Side {
  const side = principal.userId === booking.studentId ? "student" : principal.userId === booking.instructorId ? "instructor" : undefined;
  if (side === undefined) throw notFound(BOOKING_NOT_FOUND);
  const permission = side === "student" ? "cancel_own_bookings" : "cancel_student_bookings";
  if (!principal.permissions.has(permission)) {
    throw new DomainError(PERMISSION_REQUIRED, `Your account lacks the permission ${permission}.`, { permission });
  }
  return side;
}

function cancelled({ principal, now }: Context<Member>, booking: Booking, side: Side, { reason, window }: Cancellation): Booking {
  return {
    ...booking,
    status: "CANCELLED",
    cancelledAt: now,
    cancelledBy: { role: side, userId: principal.userId },
    cancellationReason: reason,
    cancellationWindow: window,
    updatedAt: now,
    version: booking.version + 1,
  };
}

/** The payment with the end it shall come to. It is settled where nothing remains to be done, and while in review it waits (CX-10, CX-12). */
function settled(payment: BookingPayment, { outcome, figures, steps }: CancellationQuote, { now }: Context): BookingPayment {
  const intended = { ...payment, intendedOutcome: outcome, intendedFigures: figures, version: payment.version + 1, updatedAt: now };
  if (steps.length > 0 || payment.paymentStatus === "manual_review") return intended;
  return { ...intended, paymentStatus: "settled", settlementOutcome: outcome, settledAt: now };
}

function promised({ outcome, figures }: CancellationQuote, { window }: Cancellation, side: Side): CancelledBooking["cancellation"] {
  return {
    window,
    outcome,
    studentCreditCents: figures.studentCreditCents,
    refundedCents: figures.cardRefundedCents,
    instructorPayoutCents: side === "instructor" ? figures.instructorPayoutCents : null,
  };
}

interface CancelledItems {
  readonly booking: Booking;
  readonly after: Booking;
  readonly payment: BookingPayment;
  readonly afterPayment: BookingPayment;
  readonly quote: CancellationQuote;
  /** The writes that give the lesson's time back. */
  readonly freed: readonly Write[];
}

/** The items of BKC-5, at most 12. */
function cancelWrites(ctx: Context<Member>, items: CancelledItems, { window, wasConfirmed }: Cancellation): Write[] {
  const { booking, after, payment, afterPayment, quote, freed } = items;
  const { bookingId } = booking;
  const movement = firstCancellationMovement(payment, quote, newId("mov", ctx.now), ctx.now);
  const by = booking.studentId === ctx.principal.userId ? "student" : "instructor";
  return [
    ...changeBooking(booking, after),
    ...freed,
    update(bookingPaymentKey(bookingId), { set: afterPayment }, unchanged({ version: payment.version }), { index: { gsi1: null } }),
    ...(movement ? [put(moneyMovementKey(bookingId, movement.movementId), movement, absent)] : []),
    audit(ctx, {
      action: "cancel",
      entityType: "booking",
      entityId: bookingId,
      before: { status: booking.status },
      after: { status: after.status, window },
    }),
    publish(ctx, "booking.cancelled", { ...bookingFact(after), by, userId: ctx.principal.userId, window, wasConfirmed }),
  ];
}
