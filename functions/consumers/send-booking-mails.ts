import { BOOKING_NEWS } from "../../core/notifications/booking-notices.ts";
import { notifyBooking } from "../../core/notifications/notify-booking.ts";
import { consume } from "../runtime/consume.ts";
import { consumer as declare } from "../runtime/declarations.ts";

/** Mails about what became of bookings. */
export const consumer = declare({
  name: "send-booking-mails",
  events: BOOKING_NEWS,
  grants: ["table.read", "table.write", "email"],
  memoryMb: 512,
  timeoutSeconds: 30,
  batchSize: 10,
  maxReceiveCount: 5,
});

export const handler = consume(consumer, notifyBooking);
