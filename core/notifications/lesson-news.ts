import type { Booking, Side } from "../bookings/booking.ts";
import type { PersonName } from "../bookings/booking-visibility.ts";
import type { User } from "../identity/user.ts";

/** What a text about a lesson is written from: who reads it, on which side, and who the other one is. */
export interface LessonNews {
  readonly booking: Booking;
  readonly recipient: User;
  readonly other: PersonName;
  readonly side: Side;
  readonly frontendUrl: string;
}

/** Where the reader looks after the lesson: the instructor at the booking, the student at the list. */
export function lessonLink({ booking, side, frontendUrl }: LessonNews) {
  return side === "student"
    ? { label: "See your lessons", url: `${frontendUrl}/student/bookings` }
    : { label: "See the booking", url: `${frontendUrl}/instructor/bookings/${booking.bookingId}` };
}
