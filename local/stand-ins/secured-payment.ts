import type { Booking } from "../../core/bookings/booking.ts";
import type { SecuredPayment } from "../../core/bookings/confirm-booking.ts";
import type { BookingId } from "../../core/ids.ts";
import { authTiming } from "../../core/payments/auth-timing.ts";
import type { Instant } from "../../core/time.ts";

/** The payment of a booking whose card was accepted: authorised at once, or a day ahead of a lesson that is further away (AU-1). */
export function securedPayment({ bookingId, startsAt }: Pick<Booking, "bookingId" | "startsAt">, now: Instant): SecuredPayment {
  const timing = authTiming(startsAt, now);
  const card = { paymentMethodId: "pm_standin", cardHeldCents: 0 };
  if (timing.authMode === "scheduled") return { ...timing, ...card, paymentStatus: "scheduled" };
  return { ...timing, ...card, paymentStatus: "authorized", paymentIntentId: standInIntent(bookingId) };
}

/** What a late cancellation of the lesson names its money by; nobody holds any under it. */
export function standInIntent(bookingId: BookingId): string {
  return `pi_standin_${bookingId}`;
}
