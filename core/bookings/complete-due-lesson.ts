import type { Context } from "../context.ts";
import type { BookingId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { readBooking } from "./booking-repository.ts";
import { completeByItself } from "./completion.ts";
import { completed, completionWrites } from "./completion-writes.ts";

/**
 * A lesson about which nobody said anything for a day counts as taught at its end (BK-62). Answers whether it was completed: not if its money
 * is not at hand, or a report or dispute is open (BK-63).
 */
export async function completeDueLesson(ctx: Context, bookingId: BookingId): Promise<boolean> {
  return untilCommitted(
    async () => {
      const { booking, payment } = await readBooking(bookingId);
      const completion = completeByItself(booking, payment.paymentStatus, ctx.now);
      if (completion === undefined) return false;
      await commit(completionWrites(ctx, booking, completed(booking, completion, ctx), completion));
      return true;
    },
    (lost) => lost,
  );
}
