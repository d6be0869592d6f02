import type { UserId } from "../ids.ts";
import type { Booking, Side } from "./booking.ts";

/** A booking in the list of one of its two people, written with every change of the booking. */
export interface BookingListEntry extends ListedBooking {
  /** Whose list it is. */
  readonly userId: UserId;
  readonly side: Side;
}

/** What lists, filters and conflicts need of a booking. */
export type ListedBooking = Pick<Booking, (typeof LISTED_FIELDS)[number]>;

/** The entries of both people. */
export function listEntriesOf(booking: Booking): readonly [BookingListEntry, BookingListEntry] {
  const listed = listedBooking(booking);
  return [
    { ...listed, userId: booking.studentId, side: "student" },
    { ...listed, userId: booking.instructorId, side: "instructor" },
  ];
}

const LISTED_FIELDS = [
  "bookingId",
  "studentId",
  "instructorId",
  "instructorServiceId",
  "serviceName",
  "date",
  "startTime",
  "endTime",
  "timezone",
  "startsAt",
  "endsAt",
  "durationMinutes",
  "status",
  "locationType",
  "location",
  "serviceArea",
  "lessonPriceCents",
  "cancellationCode",
  "rescheduledFromBookingId",
  "rescheduledToBookingId",
  "movingTo",
  "createdAt",
  "version",
] as const satisfies readonly (keyof Booking)[];

/** Only the fields listed, and only those that the booking has. */
function listedBooking(booking: Booking): ListedBooking {
  const kept = LISTED_FIELDS.filter((field) => booking[field] !== undefined).map((field) => [field, booking[field]]);
  // Exactly the fields of the type, each with the booking's own value: an absent one is optional in the booking as well.
  return Object.fromEntries(kept) as ListedBooking;
}
