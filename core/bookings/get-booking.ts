import type { Context, Member } from "../context.ts";
import { DomainError, notFound, PERMISSION_REQUIRED } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { BOOKING_NOT_FOUND } from "./booking-errors.ts";
import { readBooking, readPeople } from "./booking-repository.ts";
import { type BookingView, viewBooking } from "./booking-view.ts";
import { viewerOf } from "./booking-visibility.ts";

/** A booking as the caller may see it; strangers get the same 404 as for none (BK-55). */
export async function getBooking({ principal, now }: Context<Member>, bookingId: BookingId): Promise<BookingView> {
  const { booking, payment } = await readBooking(bookingId);
  const viewer = viewerOf(booking, principal.userId, principal.permissions.has("view_all_bookings"));
  if (viewer === undefined) throw notFound(BOOKING_NOT_FOUND);
  if (viewer !== "admin" && !principal.permissions.has("view_own_bookings")) {
    throw new DomainError(PERMISSION_REQUIRED, "Your account lacks the permission view_own_bookings.", { permission: "view_own_bookings" });
  }
  const people = await readPeople([booking.studentId, booking.instructorId]);
  const names = { student: people.get(booking.studentId), instructor: people.get(booking.instructorId) };
  return viewBooking({ booking, payment, people: names, viewer, now });
}
