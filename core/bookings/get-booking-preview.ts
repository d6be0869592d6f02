import type { Context, Member } from "../context.ts";
import type { BookingId } from "../ids.ts";
import { readLessonPeople } from "./booking-repository.ts";
import { type BookingSummaryView, viewSummary } from "./booking-view.ts";
import type { LocationType } from "./location-type.ts";
import { readOwnBooking } from "./own-booking.ts";

export interface BookingPreview extends Omit<BookingSummaryView, "id"> {
  readonly bookingId: BookingId;
  readonly locationLabel: string;
  readonly serviceArea: string | null;
  readonly studentNote: string | null;
}

const LOCATION_LABELS = {
  student_location: "Student's location",
  instructor_location: "Instructor's location",
  neutral_location: "Neutral location",
  online: "Online",
} as const satisfies Record<LocationType, string>;

/** What a card about the lesson shows one of its two people. */
export async function getBookingPreview(ctx: Context<Member>, bookingId: BookingId): Promise<BookingPreview> {
  const { booking, side } = await readOwnBooking(ctx, bookingId);
  const people = await readLessonPeople(booking);
  const { id: _id, ...summary } = viewSummary(booking, people, side, ctx.now);
  return {
    ...summary,
    bookingId,
    locationLabel: LOCATION_LABELS[booking.locationType],
    serviceArea: booking.serviceArea ?? null,
    studentNote: booking.studentNote ?? null,
  };
}
