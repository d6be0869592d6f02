import { BOOKING_NEWS } from "../../core/notifications/booking-notices.ts";
import { notifyBooking } from "../../core/notifications/notify-booking.ts";
import { warnInstructor } from "../../core/notifications/warn-instructor.ts";
import { consume } from "../runtime/consume.ts";
import { consumer as declare } from "../runtime/declarations.ts";

/** Mails about what became of bookings, and about what too many cancelled ones come to. */
export const consumer = declare({
  name: "send-booking-mails",
  events: [...BOOKING_NEWS, "instructor.reliability_warning"],
  grants: ["table.read", "table.write", "email"],
  memoryMb: 512,
  timeoutSeconds: 30,
  batchSize: 10,
  maxReceiveCount: 5,
});

export const handler = consume(consumer, (ctx, event) =>
  event.eventType === "instructor.reliability_warning" ? warnInstructor(ctx, event) : notifyBooking(ctx, event),
);
