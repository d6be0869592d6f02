import { countBooking } from "../../core/bookings/count-booking.ts";
import { consume } from "../runtime/consume.ts";
import { consumer as declare } from "../runtime/declarations.ts";

/** Keeps the figures of people's bookings (BKL-22). */
export const consumer = declare({
  name: "count-bookings",
  events: ["booking.confirmed", "booking.cancelled", "booking.completed", "booking.no_show"],
  grants: ["table.read", "table.write"],
  memoryMb: 512,
  timeoutSeconds: 30,
  batchSize: 10,
  maxReceiveCount: 5,
});

export const handler = consume(consumer, countBooking);
