import type { Booking } from "../../bookings/booking.ts";
import { cancellationWindowAt } from "../../bookings/cancellation-window.ts";
import { type LessonNews, lessonLink } from "../lesson-news.ts";
import { lessonTime, longDate, nameForOthers } from "../lesson-words.ts";
import type { Notice } from "../notice.ts";

/** `booking_confirmed`, to one of the two people. */
export function bookingConfirmed(news: LessonNews): Notice {
  const { booking, recipient, other, side } = news;
  const { serviceName, durationMinutes } = booking;
  const withOther = nameForOthers(other);
  const facts = `${serviceName}, ${durationMinutes} minutes, ${lessonTime(booking)}.`;
  const subject = `${side === "student" ? "You're booked" : "New booking"}: ${serviceName} on ${longDate(booking.date)}`;
  const lines =
    side === "student"
      ? [`Your lesson with ${withOther} is confirmed.`, facts, ...freeCancellation(booking)]
      : [`${withOther} booked a lesson with you.`, facts];
  return { subject, greeting: `Hi ${recipient.firstName},`, lines, link: lessonLink(news) };
}

/** A promise that a lesson booked later than that cannot keep. */
function freeCancellation({ startsAt, confirmedAt, createdAt }: Booking): string[] {
  const isStillFree = cancellationWindowAt(startsAt, confirmedAt ?? createdAt) === "gte24";
  return isStillFree ? ["Until 24 hours before the lesson you can cancel without a charge."] : [];
}
