import type { Context, Member } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { hasDefaultMethod } from "../payments/booking-payment.ts";
import { type MovePlan, planMove } from "../payments/move-plan.ts";
import type { Instant } from "../time.ts";
import { cancellationWindowAt, windowEnd } from "./cancellation-window.ts";
import { planSamePrice } from "./decide-move.ts";
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
  const plan = planSamePrice(booking, payment, side, ctx.now);
  if (plan instanceof DomainError) {
    return { allowed: false, reasonCode: plan.code, paymentMode: null, priceMustStay: false, validUntil: null };
  }
  const window = cancellationWindowAt(booking.startsAt, ctx.now);
  const atOtherPrice = planMove(payment, window, { isPriceUnchanged: false, hasDefaultMethod: hasDefaultMethod(payment) });
  return {
    allowed: true,
    reasonCode: null,
    paymentMode: plan.mode,
    priceMustStay: atOtherPrice instanceof DomainError,
    validUntil: windowEnd(booking.startsAt, ctx.now),
  };
}
