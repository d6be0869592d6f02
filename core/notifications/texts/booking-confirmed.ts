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
      ? [`Your lesson with ${withOther} is confirmed.`, facts, "Until 24 hours before the lesson you can cancel without a charge."]
      : [`${withOther} booked a lesson with you.`, facts];
  return { subject, greeting: `Hi ${recipient.firstName},`, lines, link: lessonLink(news) };
}
