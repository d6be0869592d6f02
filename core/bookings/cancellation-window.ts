import { DomainError, OPERATION_IN_PROGRESS, validationFailed } from "../errors.ts";
import { HOUR_MS, type Instant, millisecondsBetween, plusHours } from "../time.ts";
import { type Booking, type CancellationWindow, isLive, type Side } from "./booking.ts";
import { BOOKING_NOT_CANCELLABLE, LESSON_STARTED } from "./booking-errors.ts";
import { codePoints } from "./booking-text.ts";

/**
 * How long before the lesson a cancellation comes (BKC-4). Hours are real ones, whatever the clocks do meanwhile.
 *
 *     ── gte24 ──┤ −24 h ├── 12to24 ──┤ −12 h ├── lt12 ──┤ startsAt
 *
 * The boundary instants belong to the window before them.
 */
export function cancellationWindowAt(startsAt: Instant, now: Instant): CancellationWindow {
  const untilStart = millisecondsBetween(now, startsAt);
  if (untilStart >= 24 * HOUR_MS) return "gte24";
  return untilStart >= 12 * HOUR_MS ? "12to24" : "lt12";
}

/** The last instant at which cancelling still has the same effect as now (BKQ-7). */
export function windowEnd(startsAt: Instant, now: Instant): Instant {
  const hoursBefore = { gte24: 24, "12to24": 12, lt12: 0 }[cancellationWindowAt(startsAt, now)];
  return plusHours(startsAt, -hoursBefore);
}

type Cancellable = Pick<Booking, "status" | "startsAt" | "movingTo">;

/** Why a participant cannot cancel now, after absence and permission were ruled out (BKC-1). */
export function refuseCancellation(booking: Cancellable, now: Instant): DomainError | undefined {
  const { status, startsAt, movingTo } = booking;
  if (!isLive(status)) {
    return new DomainError(BOOKING_NOT_CANCELLABLE, `This booking is ${status} and cannot be cancelled any more.`, { status });
  }
  if (now >= startsAt) {
    return new DomainError(LESSON_STARTED, "The lesson has started; report an absence if somebody does not come.");
  }
  if (movingTo !== undefined) {
    return new DomainError(
      OPERATION_IN_PROGRESS,
      "The booking is being moved; try again in a moment.",
      {},
      { headers: { "retry-after": "1" } },
    );
  }
  return undefined;
}

/** A reason has 1 to 500 code points after trimming, which the wire's schema cannot say. */
export function refuseCancellationReason(reason: string): DomainError | undefined {
  const length = codePoints(reason.trim());
  if (length >= 1 && length <= 500) return undefined;
  const code = length === 0 ? "too_short" : "too_long";
  return validationFailed([{ field: "/reason", code, message: "Give a reason of 1 to 500 characters." }]);
}

/** What the cancellation of a lesson counts against its instructor: only the own one of a confirmed lesson, and double when late (BKC-9). */
export function reliabilityWeight(by: Side, wasConfirmed: boolean, window: CancellationWindow): 0 | 1 | 2 {
  if (by !== "instructor" || !wasConfirmed) return 0;
  return window === "gte24" ? 1 : 2;
}
