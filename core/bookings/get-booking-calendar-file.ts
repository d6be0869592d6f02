import { environment } from "../config.ts";
import type { Context, Member } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import type { Instant, LocalDate } from "../time.ts";
import { type Booking, isOccupying, type Side } from "./booking.ts";
import { BOOKING_NOT_CONFIRMED } from "./booking-errors.ts";
import { readLessonPeople } from "./booking-repository.ts";
import { type LessonPeople, viewSummary } from "./booking-view.ts";
import { type CalendarEvent, calendarFile } from "./calendar-event.ts";
import { readOwnBooking } from "./own-booking.ts";

export interface BookingCalendarFile {
  readonly text: string;
  /** Of the lesson, for the file's name. */
  readonly date: LocalDate;
}

/** The lesson for the caller's own calendar (BKL-40); an unpaid one is 409 `BOOKING_NOT_CONFIRMED`. */
export async function getBookingCalendarFile(ctx: Context<Member>, bookingId: BookingId): Promise<BookingCalendarFile> {
  const { booking, side } = await readOwnBooking(ctx, bookingId);
  if (booking.status === "PENDING") {
    throw new DomainError(BOOKING_NOT_CONFIRMED, "The lesson is not paid yet; add it to the calendar when it is confirmed.");
  }
  const people = await readLessonPeople(booking);
  return { text: calendarFile(lessonEvent(booking, people, side, ctx.now)), date: booking.date };
}

/** A calendar takes a change only under a higher sequence, and the new booking of a move counts its versions anew. */
const VERSIONS_PER_MOVE = 1_000;

function lessonEvent(booking: Booking, people: LessonPeople, side: Side, now: Instant): CalendarEvent {
  const { locationText, student, instructor } = viewSummary(booking, people, side, now);
  const other = side === "student" ? instructor : student;
  const name = other.lastInitial === null ? other.firstName : `${other.firstName} ${other.lastInitial}.`;
  return {
    uid: `${booking.firstBookingId ?? booking.bookingId}@${new URL(environment("API_BASE_URL")).hostname}`,
    sequence: booking.rescheduleCount * VERSIONS_PER_MOVE + booking.version - 1,
    changedAt: booking.updatedAt,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    summary: `${booking.serviceName} with ${name}`,
    location: locationText,
    status: isOccupying(booking.status) ? "CONFIRMED" : "CANCELLED",
  };
}
