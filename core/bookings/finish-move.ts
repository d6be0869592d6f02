import type { Context } from "../context.ts";
import { assert, required } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { type CardAnswer, isSecured } from "../payments/card-answer.ts";
import { moveMovementId, recordedAnswer } from "../payments/move-movement.ts";
import { commit, StaleWrite } from "../table/commit.ts";
import { bookingKey, bookingPaymentKey, moneyMovementKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Write } from "../table/write.ts";
import { type Booking, isHeld } from "./booking.ts";
import { type BookingWithPayment, readBooking } from "./booking-repository.ts";
import { type HeldMove, moveBackWrites, moveOnWrites } from "./finish-move-writes.ts";

export type MoveEnd = "moved" | "stayed";

/**
 * Ends a move with what its card said (BKR-9): the lesson has moved, or it stays where it was. An answer that is recorded already counts
 * before the one given, and a move that has ended stays as it ended. Its end is answered, so that whoever took money too late gives it back.
 * `also` are writes of the caller: its inbox mark, and the money steps that follow, such as taking back the transfer of a lesson that moved
 * late (LK-5). They are written once, also when the move had ended before.
 */
export async function finishMove(ctx: Context, newBookingId: BookingId, answer: CardAnswer, also: readonly Write[] = []): Promise<MoveEnd> {
  return untilCommitted(
    () => attempt(ctx, newBookingId, answer, also),
    (lost) => lost,
  );
}

async function attempt(ctx: Context, newBookingId: BookingId, answer: CardAnswer, also: readonly Write[]): Promise<MoveEnd> {
  const held = await readBooking(newBookingId);
  if (!isHeld(held.booking)) {
    await commit(also);
    return endOfMove(held.booking);
  }
  const move = await readMove(held);
  const said = recordedAnswer(move.movement) ?? answer;
  const writes = isSecured(said) ? await moveOnWrites(ctx, move, said) : await moveBackWrites(ctx, move, said);
  await commit([...writes, ...also]);
  return isSecured(said) ? "moved" : "stayed";
}

/** How a move ended whose new booking waits no more, whatever has become of the lesson since. */
export function endOfMove({ rescheduledFromBookingId, cancellationCode }: Booking): MoveEnd {
  assert(rescheduledFromBookingId, "only the new booking of a move has moved or not");
  return cancellationCode === "reschedule_failed" ? "stayed" : "moved";
}

async function readMove(held: BookingWithPayment): Promise<HeldMove> {
  const { bookingId, rescheduledFromBookingId, moveMode } = held.booking;
  const oldId = required(rescheduledFromBookingId, "a held booking knows where it comes from");
  const mode = required(moveMode, "a held booking knows how its money comes");
  const movementKey = moneyMovementKey(mode === "lock" ? oldId : bookingId, moveMovementId(bookingId));
  const [booking, payment, movement] = await readAll([bookingKey(oldId), bookingPaymentKey(oldId), movementKey]);
  assert(booking && payment && movement, `everything that the move to ${bookingId} has written is there`);
  // The two were read one after the other; in between somebody else has ended the move.
  if (booking.movingTo?.bookingId !== bookingId) throw new StaleWrite(bookingKey(bookingId), undefined);
  return { old: { booking, payment }, held, movement, mode };
}
