import type { BookingNoShow } from "../../bookings/booking.ts";
import type { Instant } from "../../time.ts";
import { localDateAt, localTimeAt } from "../../time.ts";
import { type LessonNews, lessonLink } from "../lesson-news.ts";
import { lessonTime, longDate, nameForOthers, twelveHourTime } from "../lesson-words.ts";
import type { Notice } from "../notice.ts";

/** `no_show_reported`, to the accused; to both when each reported the other. The reporter's words are not passed on (BKL-13). */
export function absenceReported(news: LessonNews, type: BookingNoShow["type"], disputeUntil: Instant): Notice {
  const { booking, recipient, other } = news;
  const { timezone } = booking;
  const until = `${longDate(localDateAt(disputeUntil, timezone))} at ${twelveHourTime(localTimeAt(disputeUntil, timezone))}`;
  const lines =
    type === "mutual"
      ? [`You and ${nameForOthers(other)} each reported that the other did not come to ${lessonOf(news)}.`, "It counts as not held."]
      : [`It was reported that you did not come to ${lessonOf(news)}.`, `If you disagree, answer by ${until}.`];
  return {
    subject: `Absence reported: ${booking.serviceName} on ${longDate(booking.date)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines,
    link: lessonLink(news),
  };
}

export type AbsenceOutcome = "confirmed" | "withdrawn" | "disputed";

const OUTCOMES = {
  confirmed: "The report is confirmed: the lesson counts as not held.",
  withdrawn: "The report was taken back: everything is as it was before.",
  disputed: "The report was disputed. We look into it and tell you what we decide.",
} as const satisfies Record<AbsenceOutcome, string>;

/** `no_show_result`, to both. */
export function absenceResult(news: LessonNews, outcome: AbsenceOutcome): Notice {
  const { booking, recipient } = news;
  return {
    subject: `Absence report: ${booking.serviceName} on ${longDate(booking.date)}`,
    greeting: `Hi ${recipient.firstName},`,
    lines: [`This is about ${lessonOf(news)}.`, OUTCOMES[outcome]],
    link: lessonLink(news),
  };
}

function lessonOf({ booking }: LessonNews): string {
  return `${booking.serviceName} on ${lessonTime(booking)}`;
}
