import type { Booking, Side } from "../../bookings/booking.ts";
import type { User } from "../../identity/user.ts";
import { lessonTime, longDate, nameForOthers } from "../lesson-words.ts";
import type { Notice } from "../notice.ts";

/** `booking_confirmed`, to one of the two people. */
export function bookingConfirmed(booking: Booking, recipient: User, other: User, side: Side, frontendUrl: string): Notice {
  const { serviceName, durationMinutes, bookingId } = booking;
  const withOther = nameForOthers(other);
  const facts = `${serviceName}, ${durationMinutes} minutes, ${lessonTime(booking)}.`;
  const greeting = `Hi ${recipient.firstName},`;
  if (side === "student") {
    return {
      subject: `You're booked: ${serviceName} on ${longDate(booking.date)}`,
      greeting,
      lines: [`Your lesson with ${withOther} is confirmed.`, facts, "Until 24 hours before the lesson you can cancel without a charge."],
      link: { label: "See your lessons", url: `${frontendUrl}/student/bookings` },
    };
  }
  return {
    subject: `New booking: ${serviceName} on ${longDate(booking.date)}`,
    greeting,
    lines: [`${withOther} booked a lesson with you.`, facts],
    link: { label: "See the booking", url: `${frontendUrl}/instructor/bookings/${bookingId}` },
  };
}
