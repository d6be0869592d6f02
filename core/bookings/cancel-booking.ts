import type { Context, Member } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import type { Cents } from "../money.ts";
import type { SettlementOutcome } from "../payments/booking-payment.ts";
import { type CancellationQuote, quoteCancellation } from "../payments/cancellation-outcome.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Booking, CancellationWindow, Side } from "./booking.ts";
import { readBooking, readLessonPeople, readParent } from "./booking-repository.ts";
import { bookingIsChanging, requirePermission, requireSide } from "./booking-side.ts";
import { type BookingView, viewBooking } from "./booking-view.ts";
import { cancelLesson } from "./cancellation-writes.ts";
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
  return untilCommitted(async () => {
    const [key, { booking, payment }] = await Promise.all([claimed, readBooking(bookingId)]);
    const side = requireCanceller(ctx, booking);
    const cancellation = decideCancellation(booking, reason, ctx.now);
    if (cancellation instanceof DomainError) throw cancellation;
    const [calendars, people, locked] = await Promise.all([readCalendars(booking), readLessonPeople(booking), readParent(payment)]);

    const quote = quoteCancellation(locked.parent ?? payment, side, cancellation.window);
    const by = { role: side, userId: ctx.principal.userId, reason: cancellation.reason };
    const freed = await releaseBooking(booking, calendars, ctx.now);
    const cancelled = cancelLesson(ctx, { booking, payment, ...locked, freed }, quote, by);
    const view = viewBooking({ ...cancelled, people, viewer: side, now: ctx.now });
    const answer = { booking: view, cancellation: promised(quote, cancellation, side) };
    await commit([...cancelled.writes, ...(key ? [key.completion(200, answer)] : [])]);
    return answer;
  }, bookingIsChanging);
}

function requireCanceller(ctx: Context<Member>, booking: Booking): Side {
  const side = requireSide(ctx, booking);
  requirePermission(ctx, side === "student" ? "cancel_own_bookings" : "cancel_student_bookings");
  return side;
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
