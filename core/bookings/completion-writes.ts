import type { Context } from "../context.ts";
import { audit } from "../table/audit.ts";
import { absent, present } from "../table/condition.ts";
import { instructorProfileKey, lessonCompletionKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { put, remove, update, type Write } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking } from "./booking-repository.ts";
import type { Completion } from "./completion.ts";

/** The booking as a completed one. */
export function completed(booking: Booking, { completedAt, source }: Completion, ctx: Context): Booking {
  return { ...booking, status: "COMPLETED", completedAt, completionSource: source, updatedAt: ctx.now, version: booking.version + 1 };
}

/** The items of a completion (BK-64). The instructor's count and the completion's mark are what the commission tier is priced by. */
export function completionWrites(ctx: Context, before: Booking, after: Booking, { completedAt, source }: Completion): Write[] {
  const { bookingId, instructorId, serviceId, categoryId, lessonPriceCents } = after;
  const bookedAt = after.confirmedAt ?? after.createdAt;
  return [
    ...changeBooking(before, after),
    put(lessonCompletionKey(instructorId, completedAt, bookingId), { completedAt }, absent),
    update(instructorProfileKey(instructorId), { add: { completedLessons: 1 } }, present),
    audit(ctx, {
      action: "complete",
      entityType: "booking",
      entityId: bookingId,
      before: { status: before.status },
      after: { status: after.status, source },
    }),
    publish(ctx, "booking.completed", {
      ...bookingFact(after),
      serviceId,
      categoryId,
      bookedAt,
      completedAt,
      confirmedBy: source,
      lessonPriceCents,
    }),
  ];
}

/** Takes back what a completion counted, for a lesson that turns out not to have been taught (BK-65). */
export function undoneCompletion({ instructorId, bookingId, completedAt, endsAt }: Booking): Write[] {
  return [
    remove(lessonCompletionKey(instructorId, completedAt ?? endsAt, bookingId), present),
    update(instructorProfileKey(instructorId), { add: { completedLessons: -1 } }, present),
  ];
}
