import { readBooking } from "../../core/bookings/booking-repository.ts";
import { confirmBooking } from "../../core/bookings/confirm-booking.ts";
import { applied } from "../../core/table/inbox.ts";
import { consume } from "../../functions/runtime/consume.ts";
import { consumer as declare } from "../../functions/runtime/declarations.ts";
import { cardAnswer } from "./card.ts";
import { securedPayment } from "./secured-payment.ts";

/**
 * Stands in for payments until they exist: it says that the student's card was saved, which confirms the booking (BK-50). No money moves and
 * nothing pretends so. A declined card leaves the booking unpaid, to be given up after its 30 minutes.
 */
export const consumer = declare({
  name: "confirm-bookings",
  stage: "local",
  events: ["booking.created"],
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 30,
  batchSize: 10,
  maxReceiveCount: 100,
});

export const handler = consume(consumer, async (ctx, event) => {
  const { bookingId } = event.data;
  const answer = cardAnswer();
  if (answer === "wait") throw new Error(`the card for ${bookingId} is still being thought about`);
  const { booking } = await readBooking(bookingId);
  if (answer === "decline" || booking.status !== "PENDING") return;
  await confirmBooking(ctx, bookingId, securedPayment(booking, ctx.now), [applied(ctx, consumer.name, event.id)]);
});
