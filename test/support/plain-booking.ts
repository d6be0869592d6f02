import type { Booking } from "../../core/bookings/booking.ts";
import { readClock } from "../../core/clients/clock.ts";
import { newId } from "../../core/ids.ts";
import { addMinutesToTime, type Instant, localDateAt, localTimeAt, plusMinutes } from "../../core/time.ts";
import type { LiveInstructor } from "./instructors.ts";
import type { SignedIn } from "./people.ts";

/** A booking as it would be stored: an hour online in New York, confirmed, unless told otherwise. */
export function plainBooking(
  student: SignedIn,
  { userId: instructorId, offering }: LiveInstructor,
  startsAt: Instant,
  special: Partial<Booking> = {},
): Booking {
  const now = readClock();
  const timezone = "America/New_York";
  const startTime = localTimeAt(startsAt, timezone);
  const { instructorServiceId, serviceId, categoryId, serviceName } = offering;
  return {
    bookingId: newId("bkg", now),
    studentId: student.userId,
    instructorId,
    instructorServiceId,
    serviceId,
    categoryId,
    serviceName,
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
}
