import type { Context } from "../context.ts";
import { required } from "../errors.ts";
import type { CardAnswer } from "../payments/card-answer.ts";
import type { MoneyMovement } from "../payments/money-movement.ts";
import { answeredMovement } from "../payments/move-movement.ts";
import { failMovedPayment, lockPayment, type MoveMode, secureMovedPayment } from "../payments/moved-payment.ts";
import { audit } from "../table/audit.ts";
import { unchanged } from "../table/condition.ts";
import { bookingPaymentKey, moneyMovementKey } from "../table/keys.ts";
import { update, type Write } from "../table/write.ts";
import type { Booking } from "./booking.ts";
import { type BookingWithPayment, changeBooking, endHold } from "./booking-repository.ts";
import { announceMove, leavePayment } from "./move-records.ts";
import { movedAway, notMoved } from "./moved-booking.ts";
import { readCalendars, releaseBooking } from "./release-booking.ts";

/** A move that waits for its money: both lessons, and the call that decides. */
export interface HeldMove {
  readonly old: BookingWithPayment;
  readonly held: BookingWithPayment;
  readonly movement: MoneyMovement;
  readonly mode: MoveMode;
}

/** The card said yes: the old booking gives back what the new one does not need, and the new one is confirmed: at most 18 items. */
export async function moveOnWrites(ctx: Context, move: HeldMove, answer: CardAnswer): Promise<Write[]> {
  const { old, held, mode } = move;
  const { now } = ctx;
  const moved: Booking = { ...held.booking, status: "CONFIRMED", confirmedAt: now, updatedAt: now, version: held.booking.version + 1 };
  const freed = await releaseBooking(old.booking, await readCalendars(old.booking), now, moved);
  return [
    ...changeBooking(old.booking, movedAway(old.booking, moved, now)),
    ...endHold(held.booking, moved),
    ...freed,
    ...(mode === "lock" ? [lockWrite(ctx, move, answer)] : leavePayment(ctx, old.payment)),
    changeHeldPayment(move, secureMovedPayment(held.payment, old.payment, mode, answer, now)),
    answerWrite(ctx, move, answer),
    ...announceMove(ctx, old.booking, moved, mode),
  ];
}

/** The card said no, or nothing: the new booking is gone and the old one stands as if nothing had been asked. */
export async function moveBackWrites(ctx: Context, move: HeldMove, answer: CardAnswer): Promise<Write[]> {
  const { old, held } = move;
  const { now } = ctx;
  const { movingTo: _ended, ...stays } = old.booking;
  const gone = notMoved(held.booking, now);
  const freed = await releaseBooking(held.booking, await readCalendars(held.booking), now, old.booking);
  return [
    ...changeBooking(old.booking, { ...stays, updatedAt: now, version: stays.version + 1 }),
    ...endHold(held.booking, gone),
    ...freed,
    changeHeldPayment(move, failMovedPayment(held.payment, answer, now)),
    answerWrite(ctx, move, answer),
    audit(ctx, {
      action: "reschedule",
      entityType: "booking",
      entityId: gone.bookingId,
      before: { status: held.booking.status },
      after: { status: gone.status, code: gone.cancellationCode },
    }),
  ];
}

function lockWrite({ now }: Context, { old, held }: HeldMove, answer: CardAnswer): Write {
  const { bookingId, version } = old.payment;
  const set = lockPayment(old.payment, held.booking.bookingId, answer, now);
  return update(bookingPaymentKey(bookingId), { set }, unchanged({ version }), { index: { gsi1: null } });
}

function changeHeldPayment({ held }: HeldMove, set: HeldMove["held"]["payment"]): Write {
  return update(bookingPaymentKey(held.payment.bookingId), { set }, unchanged({ version: held.payment.version }));
}

/** On condition that nobody recorded another answer meanwhile. */
function answerWrite({ now }: Context, { movement }: HeldMove, answer: CardAnswer): Write {
  const { movementId, state } = movement;
  const payingId = required(movement.bookingId, "a lesson's movement names its booking");
  return update(moneyMovementKey(payingId, movementId), { set: answeredMovement(movement, answer, now) }, unchanged({ state }));
}
