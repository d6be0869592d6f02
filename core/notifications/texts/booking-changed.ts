import { type LessonNews, lessonLink } from "../lesson-news.ts";
import { lessonTime, longDate, nameForOthers } from "../lesson-words.ts";
import type { Notice } from "../notice.ts";

/** `booking_rescheduled`, to both; the booking is the new one. */
export function bookingRescheduled(news: LessonNews): Notice {
  const { booking, recipient, other } = news;
  return {
    subject: `Lesson moved: ${booking.serviceName} on ${longDate(booking.date)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [`${booking.serviceName} with ${nameForOthers(other)} is now on ${lessonTime(booking)}.`],
    link: lessonLink(news),
  };
}

/** `booking_place_changed`, to the student. */
export function bookingPlaceChanged(news: LessonNews): Notice {
  const { booking, recipient } = news;
  return {
    subject: `Place changed: ${booking.serviceName} on ${longDate(booking.date)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [`${booking.serviceName} on ${lessonTime(booking)} is now at ${booking.location?.address ?? "another place"}.`],
    link: lessonLink(news),
  };
}
