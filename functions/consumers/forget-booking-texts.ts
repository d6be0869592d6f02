import { forgetBookingTexts } from "../../core/bookings/forget-booking-texts.ts";
import { commit } from "../../core/table/commit.ts";
import { applied } from "../../core/table/inbox.ts";
import { consume } from "../runtime/consume.ts";
import { consumer as declare } from "../runtime/declarations.ts";

/** Takes what was written about their lessons out of the bookings of people who are erased (BKL-14). */
export const consumer = declare({
  name: "forget-booking-texts",
  events: ["user.erased"],
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 120,
  batchSize: 1,
  maxReceiveCount: 5,
});

// Forgetting twice forgets nothing more, so the mark may follow instead of sharing a transaction.
export const handler = consume(consumer, async (ctx, event) => {
  await forgetBookingTexts(ctx, event.data.userId);
  await commit([applied(ctx, consumer.name, event.id)]);
});
