import { DomainError, validationFailed } from "../errors.ts";
import { codePoints } from "../note.ts";
import type { Instant } from "../time.ts";
import { type Booking, type CancellationWindow, isLive, type Moving } from "./booking.ts";
import { BOOKING_NOT_CANCELLABLE, LESSON_STARTED } from "./booking-errors.ts";
import { cancellationWindowAt } from "./cancellation-window.ts";
import { refuseWhileMoving } from "./refuse-while-moving.ts";

type Cancellable = Moving & Pick<Booking, "startsAt">;

export interface Cancellation {
  /** Trimmed. */
  readonly reason: string;
  readonly window: CancellationWindow;
  /** Only confirmed bookings are announced: an unpaid one disappears silently for the instructor (BKC-8). */
  readonly wasConfirmed: boolean;
}

/** What a participant's cancellation is, or its refusal; absence and permission have been ruled out before (BKC-1). */
export function decideCancellation(booking: Cancellable, reason: string, now: Instant): Cancellation | DomainError {
  const refusal = refuseReason(reason) ?? refuseCancellation(booking, now);
  if (refusal) return refusal;
  return { reason: reason.trim(), window: cancellationWindowAt(booking.startsAt, now), wasConfirmed: booking.status === "CONFIRMED" };
}

/** Why a participant cannot cancel now, whatever the reason given. */
export function refuseCancellation(booking: Cancellable, now: Instant): DomainError | undefined {
  const { status, startsAt } = booking;
  if (!isLive(status)) {
    return new DomainError(BOOKING_NOT_CANCELLABLE, `This booking is ${status} and cannot be cancelled any more.`, {
      bookingStatus: status,
    });
  }
  if (now >= startsAt) {
    return new DomainError(LESSON_STARTED, "The lesson has started; report an absence if somebody does not come.");
  }
  return refuseWhileMoving(booking);
}

/** A reason has 1 to 500 code points after trimming, which the wire's schema cannot say. */
function refuseReason(reason: string): DomainError | undefined {
  const length = codePoints(reason.trim());
  if (length >= 1 && length <= 500) return undefined;
  const code = length === 0 ? "TOO_SHORT" : "TOO_LONG";
  return validationFailed([{ field: "/reason", code, message: "Give a reason of 1 to 500 characters." }]);
}
