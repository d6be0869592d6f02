import { type LessonNews, lessonLink } from "../lesson-news.ts";
import { lessonTime, longDate, nameForOthers, twelveHourTime } from "../lesson-words.ts";
import type { Notice } from "../notice.ts";

/** `booking_reminder_24h`, to both. */
export function lessonTomorrow(news: LessonNews): Notice {
  const { booking, recipient, other } = news;
  return {
    subject: `Tomorrow: ${booking.serviceName} at ${twelveHourTime(booking.startTime)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [`${booking.serviceName} with ${nameForOthers(other)} is on ${lessonTime(booking)}.`],
    link: lessonLink(news),
  };
}

/** `booking_completed`, to both. */
export function bookingCompleted(news: LessonNews): Notice {
  const { booking, recipient, other } = news;
  return {
    subject: `Lesson completed: ${booking.serviceName} on ${longDate(booking.date)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [
      `${booking.serviceName} with ${nameForOthers(other)} on ${lessonTime(booking)} is completed.`,
      "If something was not as it should be, you can say so until 24 hours after its end.",
    ],
    link: lessonLink(news),
  };
}
