import type { Booking, Side } from "../bookings/booking.ts";
import { readBooking, readPeople } from "../bookings/booking-repository.ts";
import { frontendUrl } from "../config.ts";
import type { Context } from "../context.ts";
import type { DomainEvent } from "../events.ts";
import type { User } from "../identity/user.ts";
import { deliverEmail } from "./deliver-email.ts";
import { type Notice, SENDERS, toEmail } from "./notice.ts";
import { bookingCancelled, cancellationConfirmation, cancelledByPlatform } from "./texts/booking-cancelled.ts";
import { bookingConfirmed } from "./texts/booking-confirmed.ts";

type BookingNews = DomainEvent<"booking.confirmed" | "booking.cancelled">;

/**
 * Tells both people of a booking by mail what became of it (NTF-1). Unpaid bookings disappear silently (BKC-8); deactivated and erased people
 * hear nothing (NTF-4).
 */
export async function notifyBooking(ctx: Context, event: BookingNews): Promise<void> {
  if (event.eventType === "booking.cancelled" && !event.data.wasConfirmed) return;
  const { booking } = await readBooking(event.data.bookingId);
  const people = await readPeople([booking.studentId, booking.instructorId]);
  const student = people.get(booking.studentId);
  const instructor = people.get(booking.instructorId);
  if (!student || !instructor) return;
  await tell(ctx, event, booking, { recipient: student, other: instructor, side: "student" });
  await tell(ctx, event, booking, { recipient: instructor, other: student, side: "instructor" });
}

interface Audience {
  readonly recipient: User;
  readonly other: User;
  readonly side: Side;
}

async function tell(ctx: Context, event: BookingNews, booking: Booking, audience: Audience): Promise<void> {
  const { recipient } = audience;
  if (recipient.accountStatus === "deactivated" || recipient.email.endsWith(".invalid")) return;
  const { template, notice } = noticeOf(event, booking, audience);
  await deliverEmail(ctx, {
    dedupeKey: `${event.id}:${recipient.userId}:${template}:email`,
    userId: recipient.userId,
    template,
    email: toEmail(notice, SENDERS.bookings, recipient.email),
  });
}

function noticeOf(event: BookingNews, booking: Booking, { recipient, other, side }: Audience): { template: string; notice: Notice } {
  if (event.eventType === "booking.confirmed") {
    return { template: "booking_confirmed", notice: bookingConfirmed(booking, recipient, other, side, frontendUrl()) };
  }
  const { by } = event.data;
  if (by === "platform" || by === "payment") {
    const template = by === "payment" ? "booking_cancelled_payment" : "booking_cancelled_platform";
    return { template, notice: cancelledByPlatform(booking, recipient, side, frontendUrl()) };
  }
  return by === side
    ? { template: "cancellation_confirmation", notice: cancellationConfirmation(booking, recipient, other, side, frontendUrl()) }
    : { template: "booking_cancelled", notice: bookingCancelled(booking, recipient, other, side, frontendUrl()) };
}
