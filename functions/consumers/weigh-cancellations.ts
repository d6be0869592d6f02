import { weighCancellation } from "../../core/bookings/weigh-cancellation.ts";
import { consume } from "../runtime/consume.ts";
import { consumer as declare } from "../runtime/declarations.ts";

/** Counts what speaks against an instructor's reliability, and says when it becomes too much (BKC-9, BKN-10). */
export const consumer = declare({
  name: "weigh-cancellations",
  events: ["booking.cancelled", "booking.no_show"],
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 30,
  batchSize: 10,
  maxReceiveCount: 5,
});

export const handler = consume(consumer, weighCancellation);
