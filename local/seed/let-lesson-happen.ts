import type { Booking } from "../../core/bookings/booking.ts";
import type { BookingListEntry } from "../../core/bookings/booking-list-entry.ts";
import { readBooking } from "../../core/bookings/booking-repository.ts";
import { cancelBooking } from "../../core/bookings/cancel-booking.ts";
import { completeBooking } from "../../core/bookings/complete-booking.ts";
import { confirmBooking } from "../../core/bookings/confirm-booking.ts";
import { createBooking } from "../../core/bookings/create-booking.ts";
import { DomainError, required } from "../../core/errors.ts";
import type { User } from "../../core/identity/user.ts";
import type { InstructorService } from "../../core/search/instructor-service.ts";
import { bookingListOf, offeringsOf } from "../../core/table/keys.ts";
import { readRange, startingWith } from "../../core/table/read.ts";
import { untilCommitted } from "../../core/table/retry.ts";
import { addDays, addMinutesToTime, type Instant, type LocalDate, localDateAt, plusMinutes, resolveLocalTime } from "../../core/time.ts";
import { securedPayment } from "../stand-ins/secured-payment.ts";
import { callerAt, serviceAt } from "./caller.ts";
import type { DemoLesson } from "./lessons.ts";
import { firstWindow, type WeekName } from "./weeks.ts";

export interface DemoPeople {
  readonly student: User;
  readonly instructor: User;
  readonly week: WeekName;
}

/**
 * Lets a lesson happen through the product's own operations, called at the instants at which it was booked, confirmed and ended. What an
 * interrupted run has done of it is found and continued; a time that was taken meanwhile is nobody's loss.
 */
export async function letLessonHappen(facts: DemoLesson, people: DemoPeople, now: Instant): Promise<void> {
  const { student, instructor } = people;
  const date = workingDate(facts.workday, people, now);
  const bookedAt = facts.end === "completed" ? twoDaysBefore(date, instructor) : now;
  const bookingId = (await bookingOn(date, people)) ?? (await book(facts, people, date, bookedAt));
  if (bookingId === undefined) return;
  const { booking } = await readBooking(bookingId);
  if (booking.status === "PENDING") await confirm(booking, plusMinutes(bookedAt, 1));
  if (booking.status !== "PENDING" && booking.status !== "CONFIRMED") return;
  const finallyAt = plusMinutes(booking.endsAt, 10);
  if (facts.end === "completed") await completeBooking(callerAt(instructor, finallyAt), bookingId);
  if (facts.end === "cancelled")
    await cancelBooking(callerAt(student, plusMinutes(bookedAt, 2)), bookingId, facts.note ?? "Something came up.");
}

/** The n-th date before or after today on which the instructor works. */
function workingDate(workday: number, { instructor, week }: DemoPeople, now: Instant): LocalDate {
  const step = Math.sign(workday);
  let date = localDateAt(now, instructor.timezone);
  for (let left = Math.abs(workday); left > 0; left -= firstWindow(week, date) ? 1 : 0) date = addDays(date, step);
  return date;
}

function twoDaysBefore(date: LocalDate, { timezone }: User): Instant {
  return resolveLocalTime(timezone, addDays(date, -2), "12:00").instant;
}

/** A booking of the two on the date, as an earlier run may have made it. */
async function bookingOn(date: LocalDate, { student, instructor }: DemoPeople): Promise<Booking["bookingId"] | undefined> {
  const { pk, prefix } = bookingListOf(student.userId);
  const { items } = await readRange<BookingListEntry>({ pk, ...startingWith(prefix), limit: 100 });
  return items.find((entry) => entry.instructorId === instructor.userId && entry.date === date)?.bookingId;
}

/** Books the instructor's first service at the shortest length that is offered. */
async function book(facts: DemoLesson, { student, instructor, week }: DemoPeople, date: LocalDate, bookedAt: Instant) {
  const { pk, prefix } = offeringsOf(instructor.userId);
  const { items } = await readRange<InstructorService>({ pk, ...startingWith(prefix), limit: 10 });
  const offering = required(items[0], "everybody in the city teaches something");
  const opening = required(firstWindow(week, date), "the date is a working one");
  try {
    const { booking } = await createBooking(callerAt(student, bookedAt, "createBooking"), {
      instructorId: instructor.userId,
      instructorServiceId: offering.instructorServiceId,
      date,
      startTime: addMinutesToTime(opening.startTime, facts.afterMinutes),
      durationMinutes: required(offering.durationOptions[0], "an offering has a duration"),
      locationType: facts.locationType,
      studentNote: facts.end === "cancelled" ? null : (facts.note ?? null),
    });
    return booking.id;
  } catch (error) {
    if (error instanceof DomainError && error.problem.status === 409) return undefined;
    throw error;
  }
}

/** As the stand-in for payments does it, but at once. */
async function confirm(booking: Booking, at: Instant): Promise<void> {
  // While everything runs, the stand-in itself may come first.
  await untilCommitted(() => confirmBooking(serviceAt(at), booking.bookingId, securedPayment(booking, at), []));
}
