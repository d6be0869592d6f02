import type { Booking } from "../../core/bookings/booking.ts";
import { insertBooking } from "../../core/bookings/booking-repository.ts";
import { readClock } from "../../core/clients/clock.ts";
import { type BookingPayment, openPayment } from "../../core/payments/booking-payment.ts";
import { newCommission } from "../../core/payments/commission.ts";
import { DEFAULT_PRICING_CONFIG } from "../../core/payments/pricing-config.ts";
import { freezePrice } from "../../core/payments/quote-price.ts";
import { commit } from "../../core/table/commit.ts";
import { absent } from "../../core/table/condition.ts";
import { bookingPaymentKey } from "../../core/table/keys.ts";
import { put } from "../../core/table/write.ts";
import type { Instant } from "../../core/time.ts";
import type { LiveInstructor } from "../support/instructors.ts";
import type { SignedIn } from "../support/people.ts";
import { plainBooking } from "../support/plain-booking.ts";

/** Writes a booking in any state straight into the table, with its list entries and payment, but without taking time: for what only reads. */
export async function storeBooking(
  student: SignedIn,
  instructor: LiveInstructor,
  startsAt: Instant,
  special: Partial<Booking> = {},
  payment: Partial<BookingPayment> = {},
): Promise<Booking> {
  const now = readClock();
  const booking = plainBooking(student, instructor, startsAt, special);
  const { bookingId, studentId, instructorId } = booking;
  const snapshot = freezePrice(
    {
      formatPrices: instructor.offering.formatPrices,
      locationType: "online",
      durationMinutes: 60,
      commission: newCommission(),
      activity: { completedInWindow: 0 },
      config: DEFAULT_PRICING_CONFIG,
    },
    now,
  );
  const opened = { ...openPayment({ bookingId, studentId, instructorId, snapshot }, now), ...payment };
  await commit([...insertBooking(booking, undefined), put(bookingPaymentKey(bookingId), opened, absent)]);
  return booking;
}
