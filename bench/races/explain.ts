import { addMinutesToTime, minutesOf } from "../../core/time.ts";
import type { StoredBooking } from "../../test/support/booking-truth.ts";
import { gapMinutes, neededMinutes } from "../../test/support/calendar-truth.ts";
import type { Attempt, Hours, Wish } from "./attempts.ts";
import type { Outcome } from "./run-races.ts";

/**
 * Answers that no booking ever made and no hours ever saved can explain. An answer may speak of something that is over by now, never of
 * something that never was.
 */
export function unexplained(outcomes: readonly Outcome[], bookings: readonly StoredBooking[]): string[] {
  const saves = outcomes.flatMap(({ attempt, status }) => (attempt.kind === "save" && status < 400 ? [attempt] : []));
  const facts: Facts = {
    byInstructor: Map.groupBy(bookings, ({ instructorId }) => instructorId),
    byStudent: Map.groupBy(bookings, ({ studentId }) => studentId),
    byId: new Map(bookings.map((booking) => [booking.bookingId, booking])),
    savesOf: Map.groupBy(saves, ({ instructor }) => instructor.userId),
  };
  return outcomes.filter((outcome) => !isExplained(outcome, facts)).map(textOf);
}

interface Facts {
  readonly byInstructor: ReadonlyMap<string, readonly StoredBooking[]>;
  readonly byStudent: ReadonlyMap<string, readonly StoredBooking[]>;
  readonly byId: ReadonlyMap<string, StoredBooking>;
  readonly savesOf: ReadonlyMap<string, readonly { readonly hours: Hours }[]>;
}

const SUCCESS = { book: 201, move: 201, cancel: 200, save: 200 } as const satisfies Record<Attempt["kind"], number>;

function isExplained(outcome: Outcome, facts: Facts): boolean {
  const { attempt, status, code } = outcome;
  if (status < 400) return status === SUCCESS[attempt.kind];
  // Everybody was in the way of everybody else, five times in a row.
  if (code === "AVAILABILITY_BUSY") return attempt.kind !== "cancel";
  switch (attempt.kind) {
    case "book":
      return (
        refusesTime(code, attempt, facts, outcome.bookingId) || (code === "TOO_MANY_UNPAID_BOOKINGS" && mine(attempt, facts).length >= 5)
      );
    case "move":
      return (
        refusesTime(code, attempt, facts, attempt.lesson.bookingId) ||
        (code === "NOTHING_TO_CHANGE" && attempt.date === attempt.lesson.date && attempt.startTime === attempt.lesson.startTime) ||
        (code === "BOOKING_NOT_RESCHEDULABLE" && wasEver(outcome, attempt.lesson.bookingId, facts)) ||
        code === "OPERATION_IN_PROGRESS"
      );
    case "cancel":
      return (code === "BOOKING_NOT_CANCELLABLE" && wasEver(outcome, attempt.lesson.bookingId, facts)) || code === "OPERATION_IN_PROGRESS";
    case "save":
      return code === "PRECONDITION_FAILED" && (facts.savesOf.get(attempt.instructor.userId)?.length ?? 0) > 1;
  }
}

/** Whether the time could not be had, at some time, for the reason that was given. */
function refusesTime(code: string | undefined, wish: Wish, facts: Facts, own: string | undefined): boolean {
  const { instructor, date, startTime, durationMinutes, locationType } = wish;
  const asked = { date, startTime, endTime: addMinutesToTime(startTime, durationMinutes), locationType };
  const theirs = (facts.byInstructor.get(instructor.userId) ?? []).filter(({ bookingId }) => bookingId !== own);
  switch (code) {
    case "TIME_TAKEN":
      return theirs.some((booking) => gapMinutes(booking, asked) < 0);
    case "BUFFER_CONFLICT":
      return theirs.some((booking) => gapMinutes(booking, asked) < neededMinutes(booking, asked, instructor));
    case "STUDENT_TIME_CONFLICT":
      return mine(wish, facts).some((booking) => booking.bookingId !== own && gapMinutes(booking, asked) < 0);
    case "NOT_OPEN":
      return (facts.savesOf.get(instructor.userId) ?? []).some(({ hours }) => !contains(hours, asked));
    default:
      return false;
  }
}

function mine({ student }: Wish, { byStudent }: Facts): readonly StoredBooking[] {
  return byStudent.get(student.userId) ?? [];
}

function contains(hours: Hours, asked: Hours): boolean {
  return minutesOf(hours.startTime) <= minutesOf(asked.startTime) && minutesOf(asked.endTime) <= minutesOf(hours.endTime);
}

/** Every booking of its own was unpaid at first, and is now what it came to. */
function wasEver({ bookingStatus }: Outcome, bookingId: string, { byId }: Facts): boolean {
  const booking = byId.get(bookingId);
  if (bookingStatus === "PENDING") return booking !== undefined && booking.rescheduledFromBookingId === undefined;
  return booking !== undefined && booking.status === bookingStatus;
}

function textOf({ attempt, status, code, bookingStatus }: Outcome): string {
  const of = "lesson" in attempt ? ` of ${attempt.lesson.bookingId}` : "";
  const at = "date" in attempt ? ` ${attempt.date}` : "";
  return `${attempt.kind}${of}${at}: ${status} ${code ?? ""} ${bookingStatus ?? ""}`.trim();
}
