import { required } from "../errors.ts";
import type { BookingPayment } from "./booking-payment.ts";

// The keys under which the provider knows a call for a booking's payment (payments, section 3.6). Whoever makes a call again must name it
// by the same one, or money moves twice.

export function authorizeKey({ bookingId, attempt }: Pick<BookingPayment, "bookingId" | "attempt">): string {
  return `pi_booking_${bookingId}_a${attempt + 1}`;
}

export function captureKey(payment: BookingPayment): string {
  return `capture_${payment.bookingId}_${intentOf(payment)}`;
}

export function cancelHoldKey(payment: BookingPayment): string {
  return `cancel_${intentOf(payment)}`;
}

function intentOf({ paymentIntentId }: BookingPayment): string {
  return required(paymentIntentId, "a held payment has an intent");
}
