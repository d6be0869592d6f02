import { type LessonNews, lessonLink } from "../lesson-news.ts";
import { lessonTime, longDate } from "../lesson-words.ts";
import type { Notice } from "../notice.ts";

const OUTCOMES: Readonly<Record<string, string>> = {
  paid: "We decided that the lesson counts as held.",
  refunded: "We decided that the student gets the money back.",
  split: "We decided that both sides share the cost.",
  withdrawn: "The dispute was closed: everything is as it was before.",
};

/** `booking_dispute`, to both: first that there is one, then how it ended. The words of its author are not passed on (BKL-13). */
export function lessonDisputed(news: LessonNews, resolution: string | undefined): Notice {
  const { booking, recipient } = news;
  const open = "Somebody said that the lesson was not as it should be. We look into it; until then its payment waits.";
  return {
    subject: `Lesson under review: ${booking.serviceName} on ${longDate(booking.date)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [
      `This is about ${booking.serviceName} on ${lessonTime(booking)}.`,
      resolution === undefined ? open : (OUTCOMES[resolution] ?? "The review is closed."),
    ],
    link: lessonLink(news),
  };
}
