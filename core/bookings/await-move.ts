import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "../context.ts";
import { DomainError, OPERATION_IN_PROGRESS } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { CARD_DECLINED } from "../payments/payment-errors.ts";
import { commit } from "../table/commit.ts";
import type { IdempotencyClaim } from "../table/idempotency.ts";
import { isHeld } from "./booking.ts";
import { type BookingWithPayment, readBooking, readLessonPeople } from "./booking-repository.ts";
import { endOfMove } from "./finish-move.ts";
import { type RescheduledBooking, rescheduledBooking } from "./rescheduled-booking.ts";

/** Three seconds in all: long enough for a card, and short beside the lease of the move and the time a request may take. */
const PAUSES_MS = [50, 100, 150, 250, 350, 450, 500, 550, 600] as const;

/**
 * Waits for the end of a move that has begun, and completes the key with it; a repeat that finds the key open waits for the same move.
 * Refusals: 422 `CARD_DECLINED`, 409 `OPERATION_IN_PROGRESS` while the card does not answer.
 */
export async function awaitMove(ctx: Context, key: IdempotencyClaim, newBookingId: BookingId): Promise<RescheduledBooking> {
  const to = await untilAnswered(newBookingId);
  if (endOfMove(to.booking) === "stayed") {
    const { authLastErrorCode: declineCode } = to.payment;
    throw new DomainError(CARD_DECLINED, "The card was declined; the lesson stays where it was.", declineCode ? { declineCode } : {});
  }
  const answer = rescheduledBooking(ctx, to, await readLessonPeople(to.booking));
  await commit([key.completion(201, answer)]);
  return answer;
}

async function untilAnswered(newBookingId: BookingId): Promise<BookingWithPayment> {
  for (const pauseMs of PAUSES_MS) {
    await pause(pauseMs);
    const found = await readBooking(newBookingId);
    if (!isHeld(found.booking)) return found;
  }
  const detail = "The card has not answered yet. Repeat the same request in a second.";
  throw new DomainError(OPERATION_IN_PROGRESS, detail, {}, { headers: { "retry-after": "1" } });
}
