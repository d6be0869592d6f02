import type { Context } from "../context.ts";
import type { UserId } from "../ids.ts";
import type { CancellationQuote } from "../payments/cancellation-outcome.ts";
import { settlementWrites, settlePayment } from "../payments/settle-payment.ts";
import { audit } from "../table/audit.ts";
import { unchanged } from "../table/condition.ts";
import { bookingPaymentKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { update, type Write } from "../table/write.ts";
import type { Booking, CancellationCode, Side } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { type BookingWithPayment, type ChangedLesson, changeBooking } from "./booking-repository.ts";
import { cancellationWindowAt } from "./cancellation-window.ts";

/** A live booking, and the writes that give its time back. */
export interface LessonToCancel extends BookingWithPayment {
  readonly freed: readonly Write[];
}

/** Who cancels: a participant in their own words, or the platform with a code (BKC-10). */
export interface Canceller {
  readonly role: Side | "platform";
  readonly userId?: UserId;
  readonly reason?: string;
  readonly code?: CancellationCode;
}

/**
 * The items of BKC-5, at most 12: the booking ends, its time is free, and how its money shall end is recorded with the first step to it. Of a
 * lesson that moved late the payment that holds its money is one more (LK-9).
 */
export function cancelLesson(ctx: Context, lesson: LessonToCancel, quote: CancellationQuote, by: Canceller): ChangedLesson {
  const booking = cancelled(ctx, lesson.booking, by);
  const { bookingId, status, cancellationWindow: window = "lt12" } = booking;
  const settled = settlePayment(lesson.payment, quote, ctx.now);
  const payment = { ...settled, version: lesson.payment.version + 1, updatedAt: ctx.now };
  const { role, userId, code } = by;
  const named = { ...(userId === undefined ? {} : { userId }), ...(code === undefined ? {} : { code }) };
  const wasConfirmed = lesson.booking.status === "CONFIRMED";
  return {
    booking,
    payment,
    writes: [
      ...changeBooking(lesson.booking, booking),
      ...lesson.freed,
      update(bookingPaymentKey(bookingId), { set: payment }, unchanged({ version: lesson.payment.version }), { index: { gsi1: null } }),
      ...settlementWrites(ctx, lesson, quote),
      audit(ctx, {
        action: "cancel",
        entityType: "booking",
        entityId: bookingId,
        before: { status: lesson.booking.status },
        after: { status, window, ...(code === undefined ? {} : { code }) },
      }),
      publish(ctx, "booking.cancelled", { ...bookingFact(booking), by: role, ...named, window, wasConfirmed }),
    ],
  };
}

/** The booking as a cancelled one. */
export function cancelled({ now }: Context, booking: Booking, { role, userId, reason, code }: Canceller): Booking {
  return {
    ...booking,
    status: "CANCELLED",
    cancelledAt: now,
    cancelledBy: userId === undefined ? { role } : { role, userId },
    ...(reason === undefined ? {} : { cancellationReason: reason }),
    ...(code === undefined ? {} : { cancellationCode: code }),
    cancellationWindow: cancellationWindowAt(booking.startsAt, now),
    updatedAt: now,
    version: booking.version + 1,
  };
}
