import type { DomainEvent } from "../events.ts";
import type { LessonNews } from "./lesson-news.ts";
import type { NamedNotice } from "./send-notice.ts";
import { type AbsenceOutcome, absenceReported, absenceResult } from "./texts/absence.ts";
import { bookingCancelled, cancellationConfirmation, cancelledByPlatform } from "./texts/booking-cancelled.ts";
import { bookingPlaceChanged, bookingRescheduled } from "./texts/booking-changed.ts";
import { bookingConfirmed } from "./texts/booking-confirmed.ts";
import { bookingCompleted, lessonTomorrow } from "./texts/booking-held.ts";
import { lessonDisputed } from "./texts/dispute.ts";

/** The events of a booking of which its people hear by mail (notifications, section 3.8). */
export const BOOKING_NEWS = [
  "booking.confirmed",
  "booking.rescheduled",
  "booking.cancelled",
  "booking.updated",
  "booking.reminder_due",
  "booking.completed",
  "booking.no_show_reported",
  "booking.no_show",
  "booking.no_show_withdrawn",
  "booking.no_show_disputed",
  "booking.disputed",
  "booking.dispute_resolved",
] as const;

export type BookingNews = DomainEvent<(typeof BOOKING_NEWS)[number]>;

/** What the event tells this reader; nothing when it is not for them, or not for mail. */
export function noticeOf(event: BookingNews, news: LessonNews): NamedNotice | undefined {
  const { side } = news;
  switch (event.eventType) {
    case "booking.confirmed":
      return { template: "booking_confirmed", notice: bookingConfirmed(news) };
    case "booking.rescheduled":
      return { template: "booking_rescheduled", notice: bookingRescheduled(news) };
    case "booking.cancelled":
      return cancellation(event, news);
    case "booking.updated":
      // Only a new place concerns somebody else, and that is the student.
      if (side !== "student" || !event.data.fields.includes("meetingLocation")) return undefined;
      return { template: "booking_place_changed", notice: bookingPlaceChanged(news) };
    case "booking.reminder_due":
      // An hour ahead a mail would come too late to be read.
      return event.data.kind === "24h" ? { template: "booking_reminder_24h", notice: lessonTomorrow(news) } : undefined;
    case "booking.completed":
      return { template: "booking_completed", notice: bookingCompleted(news) };
    case "booking.no_show_reported": {
      const { type, disputeUntil } = event.data;
      const isConcerned = type === "mutual" || type === side;
      return isConcerned ? { template: "no_show_reported", notice: absenceReported(news, type, disputeUntil) } : undefined;
    }
    case "booking.no_show":
      return absenceEnded(news, "confirmed");
    case "booking.no_show_withdrawn":
      return absenceEnded(news, "withdrawn");
    case "booking.no_show_disputed":
      return absenceEnded(news, "disputed");
    case "booking.disputed":
      return { template: "booking_dispute", notice: lessonDisputed(news, undefined) };
    case "booking.dispute_resolved":
      return { template: "booking_dispute", notice: lessonDisputed(news, event.data.resolution) };
  }
}

/** Unpaid bookings disappear silently (BKC-8). */
function cancellation({ data }: DomainEvent<"booking.cancelled">, news: LessonNews): NamedNotice | undefined {
  if (!data.wasConfirmed) return undefined;
  if (data.by === "payment") return { template: "booking_cancelled_payment", notice: cancelledByPlatform(news) };
  if (data.by === "platform") return { template: "booking_cancelled_platform", notice: cancelledByPlatform(news) };
  return data.by === news.side
    ? { template: "cancellation_confirmation", notice: cancellationConfirmation(news) }
    : { template: "booking_cancelled", notice: bookingCancelled(news) };
}

function absenceEnded(news: LessonNews, outcome: AbsenceOutcome): NamedNotice {
  return { template: "no_show_result", notice: absenceResult(news, outcome) };
}
