import type { Context, Member } from "../context.ts";
import { DomainError, ROLE_REQUIRED } from "../errors.ts";
import { type BookingId, newId } from "../ids.ts";
import { holdForReview } from "../payments/review-hold.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Booking, BookingDispute, Side } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking, changePayment, readBooking, readLessonPeople } from "./booking-repository.ts";
import { bookingIsChanging, requireSide, requireStill } from "./booking-side.ts";
import { type BookingView, viewBooking } from "./booking-view.ts";
import { refuseCompletionDispute } from "./completion-dispute.ts";
import { objectionOf } from "./objection.ts";

/**
 * One of the two says that the lesson was not as it counts (BKN-12): it stays what it is, its money waits, and an administrator decides. Each
 * side has an operation of its own; the other side's is 403.
 */
export async function disputeLesson(ctx: Context<Member>, bookingId: BookingId, by: Side, reason: string): Promise<BookingView> {
  const words = objectionOf(reason);
  return untilCommitted(async () => {
    const { booking, payment } = await readBooking(bookingId);
    if (requireSide(ctx, booking) !== by) throw new DomainError(ROLE_REQUIRED, `Only the ${by} of the lesson disputes it here.`);
    requireStill(booking);
    const refusal = refuseCompletionDispute(booking, payment.capturedAt !== undefined, ctx.now);
    if (refusal) throw refusal;

    const dispute: BookingDispute = { disputeId: newId("bdp", ctx.now), by, reason: words, at: ctx.now };
    const after: Booking = { ...booking, dispute, updatedAt: ctx.now, version: booking.version + 1 };
    const held = holdForReview(payment, "completion_dispute");
    const [people] = await Promise.all([
      readLessonPeople(booking),
      commit([
        ...changeBooking(booking, after),
        changePayment(payment, held, ctx.now),
        audit(ctx, { action: "dispute", entityType: "booking", entityId: bookingId, after: { dispute } }),
        publish(ctx, "booking.disputed", { ...bookingFact(after), by }),
      ]),
    ]);
    return viewBooking({ booking: after, payment: held, people, viewer: by, now: ctx.now });
  }, bookingIsChanging);
}
