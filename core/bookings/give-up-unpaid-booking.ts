import type { Context } from "../context.ts";
import type { BookingId } from "../ids.ts";
import { isPayable } from "../payments/booking-payment.ts";
import { audit } from "../table/audit.ts";
import { commit } from "../table/commit.ts";
import { unchanged } from "../table/condition.ts";
import { bookingPaymentKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import { update } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import { bookingFact } from "./booking-events.ts";
import { changeBooking, readBooking } from "./booking-repository.ts";
import { readCalendars, releaseBooking } from "./release-booking.ts";

/**
 * A booking that nobody paid within its 30 minutes gives its time back (CK-3, BK-51). Answers whether there was anything to do: one that was
 * paid or cancelled meanwhile is left alone.
 */
export async function giveUpUnpaidBooking(ctx: Context, bookingId: BookingId): Promise<boolean> {
  return untilCommitted(
    () => attempt(ctx, bookingId),
    (lost) => lost,
  );
}

async function attempt(ctx: Context, bookingId: BookingId): Promise<boolean> {
  const { booking, payment } = await readBooking(bookingId);
  const { now } = ctx;
  if (booking.status !== "PENDING" || isPayable(payment, now)) return false;
  const calendars = await readCalendars(booking);
  const after: Booking = { ...booking, status: "PAYMENT_FAILED", updatedAt: now, version: booking.version + 1 };
  const set = {
    paymentStatus: "settled",
    settlementOutcome: "payment_failed_no_charge",
    settledAt: now,
    version: payment.version + 1,
    updatedAt: now,
  } as const;
  await commit([
    ...changeBooking(booking, after),
    ...(await releaseBooking(booking, calendars, now)),
    update(bookingPaymentKey(bookingId), { set }, unchanged({ version: payment.version })),
    audit(ctx, {
      action: "cancel",
      entityType: "booking",
      entityId: bookingId,
      before: { status: "PENDING" },
      after: { status: after.status },
    }),
    publish(ctx, "booking.payment_failed", bookingFact(after)),
  ]);
  return true;
}
