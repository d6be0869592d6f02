import type { Booking } from "../../core/bookings/booking.ts";
import { insertBooking } from "../../core/bookings/booking-repository.ts";
import { readClock } from "../../core/clients/clock.ts";
import { newId } from "../../core/ids.ts";
import { type BookingPayment, openPayment } from "../../core/payments/booking-payment.ts";
import { newCommission } from "../../core/payments/commission.ts";
import { DEFAULT_PRICING_CONFIG } from "../../core/payments/pricing-config.ts";
import { freezePrice } from "../../core/payments/quote-price.ts";
import { commit } from "../../core/table/commit.ts";
import { absent } from "../../core/table/condition.ts";
import { bookingPaymentKey } from "../../core/table/keys.ts";
import { put } from "../../core/table/write.ts";
import { addMinutesToTime, type Instant, localDateAt, localTimeAt, plusMinutes } from "../../core/time.ts";
import type { LiveInstructor } from "../support/instructors.ts";
import type { SignedIn } from "../support/people.ts";

/** Writes a booking in any state straight into the table, with its list entries and payment, but without taking time: for what only reads. */
export async function storeBooking(
  student: SignedIn,
  { userId, offering }: LiveInstructor,
  startsAt: Instant,
  special: Partial<Booking> = {},
  payment: Partial<BookingPayment> = {},
): Promise<Booking> {
  const now = readClock();
  const timezone = "America/New_York";
  const startTime = localTimeAt(startsAt, timezone);
  const booking: Booking = {
    bookingId: newId("bkg", now),
    studentId: student.userId,
    instructorId: userId,
    instructorServiceId: offering.instructorServiceId,
    serviceId: offering.serviceId,
    categoryId: offering.categoryId,
    serviceName: offering.serviceName,
    date: localDateAt(startsAt, timezone),
    startTime,
    endTime: addMinutesToTime(startTime, 60),
    timezone,
    startsAt,
    endsAt: plusMinutes(startsAt, 60),
    durationMinutes: 60,
    status: "CONFIRMED",
    locationType: "online",
    hourlyRateCents: 8_000,
    lessonPriceCents: 8_000,
    createdAt: now,
    updatedAt: now,
    rescheduleCount: 0,
    version: 1,
    ...special,
  };
  const { bookingId, studentId, instructorId } = booking;
  const snapshot = freezePrice(
    {
      formatPrices: offering.formatPrices,
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
