import type { Context, Member } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { type MovePlan, planMove } from "../payments/move-plan.ts";
import type { Instant } from "../time.ts";
import { cancellationWindowAt, windowEnd } from "./cancellation-window.ts";
import { refuseMove } from "./decide-move.ts";
import { readOwnBooking } from "./own-booking.ts";

export interface RescheduleOptions {
  readonly allowed: boolean;
  readonly reasonCode: string | null;
  readonly paymentMode: MovePlan["mode"] | null;
  /** Whether a lesson at another price would be refused. */
  readonly priceMustStay: boolean;
  /** Until when this stays true; null where moving is not allowed. */
  readonly validUntil: Instant | null;
}

/** Whether the lesson may move now and what its money would do (BKQ-8). Where to is another question. */
export async function getRescheduleOptions(ctx: Context<Member>, bookingId: BookingId): Promise<RescheduleOptions> {
  const { booking, payment, side } = await readOwnBooking(ctx, bookingId);
  const window = cancellationWindowAt(booking.startsAt, ctx.now);
  // Saved cards come with the payments; until then no student has one.
  const planAt = (isPriceUnchanged: boolean) => planMove(payment, window, { isPriceUnchanged, hasDefaultMethod: false });
  const plan = refuseMove(booking, payment, side, ctx.now) ?? planAt(true);
  if (plan instanceof DomainError) {
    return { allowed: false, reasonCode: plan.code, paymentMode: null, priceMustStay: false, validUntil: null };
  }
  return {
    allowed: true,
    reasonCode: null,
    paymentMode: plan.mode,
    priceMustStay: planAt(false) instanceof DomainError,
    validUntil: windowEnd(booking.startsAt, ctx.now),
  };
}
