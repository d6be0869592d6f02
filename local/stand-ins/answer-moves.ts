import { finishMove } from "../../core/bookings/finish-move.ts";
import type { BookingId } from "../../core/ids.ts";
import type { CardAnswer } from "../../core/payments/card-answer.ts";
import { applied } from "../../core/table/inbox.ts";
import { consume } from "../../functions/runtime/consume.ts";
import { consumer as declare } from "../../functions/runtime/declarations.ts";
import { cardAnswer } from "./card.ts";
import { standInIntent } from "./secured-payment.ts";

/** Stands in for payments until they exist: it answers for the card of a move that waits for its money (BKR-9). No money moves. */
export const consumer = declare({
  name: "answer-moves",
  stage: "local",
  events: ["booking.move_held"],
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 30,
  batchSize: 10,
  maxReceiveCount: 100,
});

export const handler = consume(consumer, async (ctx, event) => {
  const { bookingId } = event.data;
  const card = cardAnswer();
  if (card === "wait") throw new Error(`the card for the move to ${bookingId} is still being thought about`);
  await finishMove(ctx, bookingId, card === "accept" ? accepted(bookingId) : DECLINED, [applied(ctx, consumer.name, event.id)]);
});

const DECLINED: CardAnswer = { status: "requires_payment_method", declineCode: "card_declined" };

function accepted(bookingId: BookingId): CardAnswer {
  return { status: "succeeded", paymentIntentId: standInIntent(bookingId), cardCents: 0 };
}
