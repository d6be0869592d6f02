import type { Context } from "../context.ts";
import { audit } from "../table/audit.ts";
import { publish } from "../table/outbox.ts";
import type { Write } from "../table/write.ts";
import type { Booking, BookingDispute } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking } from "./booking-repository.ts";
import { cancelled } from "./cancellation-writes.ts";
import { completed, completionWrites } from "./completion-writes.ts";
import { readCalendars, releaseBooking } from "./release-booking.ts";

export type DisputeResolution = Required<BookingDispute>["resolution"];

/**
 * The booking's part of the transaction in which payments resolve a dispute (BKN-13); the money has been moved by them. Paid, the lesson
 * counts as taught; refunded or split, a lesson that was never completed is cancelled and gives its time back; a completed one stays.
 */
export async function disputeResolutionWrites(ctx: Context, booking: Booking, resolution: DisputeResolution): Promise<Write[]> {
  const closed = withDispute(booking, resolution, ctx);
  const told = (after: Booking) => publish(ctx, "booking.dispute_resolved", { ...bookingFact(after), resolution });
  if (booking.status !== "CONFIRMED" || resolution === "withdrawn") {
    const after = { ...closed, updatedAt: ctx.now, version: booking.version + 1 };
    return [...changeBooking(booking, after), auditDispute(ctx, booking, after), told(after)];
  }
  if (resolution === "paid") {
    const completion = { completedAt: booking.endsAt, source: "admin" } as const;
    const after = completed(closed, completion, ctx);
    return [...completionWrites(ctx, booking, after, completion), told(after)];
  }
  const after = cancelled(ctx, closed, { role: "platform", code: "dispute" });
  const freed = await releaseBooking(booking, await readCalendars(booking), ctx.now);
  const { cancellationWindow: window = "lt12", cancellationCode: code = "dispute" } = after;
  const news = publish(ctx, "booking.cancelled", { ...bookingFact(after), by: "platform", window, code, wasConfirmed: true });
  return [...changeBooking(booking, after), ...freed, auditDispute(ctx, booking, after), news, told(after)];
}

function withDispute({ dispute, ...booking }: Booking, resolution: DisputeResolution, { now }: Context): Booking {
  return dispute === undefined ? booking : { ...booking, dispute: { ...dispute, resolution, resolvedAt: now } };
}

function auditDispute(ctx: Context, { bookingId, status }: Booking, after: Booking): Write {
  return audit(ctx, {
    action: "dispute",
    entityType: "booking",
    entityId: bookingId,
    before: { status },
    after: { status: after.status, dispute: after.dispute },
  });
}
