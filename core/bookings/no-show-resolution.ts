import type { Context } from "../context.ts";
import type { BookingPayment } from "../payments/booking-payment.ts";
import { quoteNoShow } from "../payments/no-show-outcome.ts";
import { closeReview } from "../payments/review-hold.ts";
import { settlementWrites, settlePayment } from "../payments/settle-payment.ts";
import { audit } from "../table/audit.ts";
import { publish } from "../table/outbox.ts";
import type { Write } from "../table/write.ts";
import type { Booking, BookingNoShow, NoShowResolution } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { type BookingWithPayment, type ChangedLesson, changeBooking, changePayment } from "./booking-repository.ts";
import { completionWrites, undoneCompletion } from "./completion-writes.ts";

/**
 * How a report ends (BKN-9). Confirmed, the lesson was not taught and its money follows the absent side; upheld, it counts as taught; cancelled,
 * everything is as it was before the report.
 */
export function endReport(ctx: Context, lesson: BookingWithPayment, report: BookingNoShow, resolution: NoShowResolution): ChangedLesson {
  const { booking } = lesson;
  const ended = { ...report, resolution, resolvedAt: ctx.now };
  const resolved: Booking = { ...booking, noShow: ended, updatedAt: ctx.now, version: booking.version + 1 };
  const payment = closeReview(lesson.payment, "no_show");
  switch (resolution) {
    case "confirmed_no_dispute":
    case "confirmed_after_review":
      return confirmAbsence(ctx, lesson, { ...resolved, status: "NO_SHOW" }, payment, ended);
    case "dispute_upheld":
      return countAsTaught(ctx, lesson, resolved, payment);
    case "cancelled":
      return {
        booking: resolved,
        payment,
        writes: [
          ...changeBooking(booking, resolved),
          changePayment(lesson.payment, payment, ctx.now),
          auditReport(ctx, booking, resolved),
          publish(ctx, "booking.no_show_withdrawn", bookingFact(resolved)),
        ],
      };
  }
}

/** The audit entry of what happened to a report: how it stood before and after. */
export function auditReport(ctx: Context, before: Booking, after: Booking): Write {
  return audit(ctx, {
    action: "no_show",
    entityType: "booking",
    entityId: before.bookingId,
    before: { status: before.status, noShow: before.noShow },
    after: { status: after.status, noShow: after.noShow },
  });
}

function confirmAbsence(
  ctx: Context,
  before: BookingWithPayment,
  booking: Booking,
  released: BookingPayment,
  { type }: BookingNoShow,
): ChangedLesson {
  const { parent } = before;
  const quote = quoteNoShow(parent ?? released, type);
  const payment = settlePayment(released, quote, ctx.now);
  const wasCompleted = before.booking.status === "COMPLETED";
  return {
    booking,
    payment,
    writes: [
      ...changeBooking(before.booking, booking),
      ...(wasCompleted ? undoneCompletion(before.booking) : []),
      changePayment(before.payment, payment, ctx.now),
      ...settlementWrites(ctx, { payment: released, ...(parent && { parent }) }, quote),
      auditReport(ctx, before.booking, booking),
      publish(ctx, "booking.no_show", { ...bookingFact(booking), type, wasCompleted }),
    ],
  };
}

/** A lesson that was completed before keeps its time of completion, and its event was sent then (BKN-9). */
function countAsTaught(ctx: Context, before: BookingWithPayment, resolved: Booking, payment: BookingPayment): ChangedLesson {
  const completion = { completedAt: resolved.completedAt ?? resolved.endsAt, source: "no_show_dispute" } as const;
  const booking: Booking = { ...resolved, status: "COMPLETED", completedAt: completion.completedAt, completionSource: completion.source };
  const writes =
    before.booking.status === "COMPLETED"
      ? [...changeBooking(before.booking, booking), auditReport(ctx, before.booking, booking)]
      : completionWrites(ctx, before.booking, booking, completion);
  return { booking, payment, writes: [...writes, changePayment(before.payment, payment, ctx.now)] };
}
