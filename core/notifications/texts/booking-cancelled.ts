import type { LessonNews } from "../lesson-news.ts";
import { lessonTime, longDate, nameForOthers } from "../lesson-words.ts";
import type { Notice } from "../notice.ts";

/** `booking_cancelled`, to the person who did not cancel. The reason is the canceller's own text. */
export function bookingCancelled(news: LessonNews): Notice {
  const { booking, recipient, other, side } = news;
  const { serviceName, cancellationReason } = booking;
  const subject = side === "student" ? "Lesson cancelled" : "Booking cancelled";
  return {
    subject: `${subject}: ${serviceName} on ${longDate(booking.date)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [
      `${nameForOthers(other)} cancelled ${serviceName} on ${lessonTime(booking)}.`,
      ...(cancellationReason === undefined ? [] : [`Their reason: ${cancellationReason}`]),
      ...(side === "student" ? ["You are not charged for this lesson."] : ["The time is open for others again."]),
    ],
    link: listLink(news),
  };
}

/** `cancellation_confirmation`, to the person who cancelled. */
export function cancellationConfirmation(news: LessonNews): Notice {
  const { booking, recipient, other } = news;
  const { serviceName } = booking;
  return {
    subject: `Cancelled: ${serviceName} on ${longDate(booking.date)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [`You cancelled ${serviceName} with ${nameForOthers(other)} on ${lessonTime(booking)}.`],
    link: listLink(news),
  };
}

/** By the platform or because of a payment: neither of the two did it. */
export function cancelledByPlatform(news: LessonNews): Notice {
  const { booking, recipient } = news;
  const { serviceName, cancelledBy } = booking;
  const cause = cancelledBy?.role === "payment" ? "because its payment could not be authorised" : "by InstaInstru";
  return {
    subject: `Booking cancelled: ${serviceName} on ${longDate(booking.date)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [`${serviceName} on ${lessonTime(booking)} was cancelled ${cause}.`],
    link: listLink(news),
  };
}

function listLink({ side, frontendUrl }: LessonNews) {
  return { label: "See your lessons", url: `${frontendUrl}/${side}/bookings` };
}
