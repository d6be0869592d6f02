import type { Context, Member } from "../context.ts";
import type { BookingId } from "../ids.ts";
import type { Cents } from "../money.ts";
import { quoteCancellation } from "../payments/cancellation-outcome.ts";
import type { Instant } from "../time.ts";
import type { CancellationWindow } from "./booking.ts";
import { readParent } from "./booking-repository.ts";
import { cancellationWindowAt, windowEnd } from "./cancellation-window.ts";
import { refuseCancellation } from "./decide-cancellation.ts";
import { readOwnBooking } from "./own-booking.ts";

export interface CancellationPreview {
  readonly window: CancellationWindow;
  readonly allowed: boolean;
  readonly reasonCode: string | null;
  readonly cardChargeCents: Cents;
  readonly studentCreditCents: Cents;
  readonly refundCents: Cents;
  /** For the instructor only. */
  readonly instructorPayoutCents: Cents | null;
  /** Until when this stays true (BKQ-7). */
  readonly validUntil: Instant;
}

/** What cancelling now would do with the money, without doing it; nothing, where it is refused (BKQ-7). */
export async function getCancellationQuote(ctx: Context<Member>, bookingId: BookingId): Promise<CancellationPreview> {
  const { booking, payment, side } = await readOwnBooking(ctx, bookingId);
  const { startsAt } = booking;
  const window = cancellationWindowAt(startsAt, ctx.now);
  const refusal = refuseCancellation(booking, ctx.now);
  const { parent = payment } = refusal ? {} : await readParent(payment);
  const figures = refusal ? undefined : quoteCancellation(parent, side, window).figures;
  return {
    window,
    allowed: refusal === undefined,
    reasonCode: refusal?.code ?? null,
    cardChargeCents: figures?.cardChargedCents ?? 0,
    studentCreditCents: figures?.studentCreditCents ?? 0,
    refundCents: figures?.cardRefundedCents ?? 0,
    instructorPayoutCents: side === "instructor" ? (figures?.instructorPayoutCents ?? 0) : null,
    validUntil: windowEnd(startsAt, ctx.now),
  };
}
