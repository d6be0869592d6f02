import { notifyBooking } from "../../core/notifications/notify-booking.ts";
import { consume } from "../runtime/consume.ts";
import { consumer as declare } from "../runtime/declarations.ts";

/** Mails about bookings that were confirmed or cancelled. */
export const consumer = declare({
  name: "send-booking-mails",
  events: ["booking.confirmed", "booking.cancelled"],
  grants: ["table.read", "table.write", "email"],
  memoryMb: 512,
  timeoutSeconds: 30,
  batchSize: 10,
  maxReceiveCount: 5,
});

export const handler = consume(consumer, notifyBooking);
