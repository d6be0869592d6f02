import { DomainError } from "../errors.ts";
import type { PaymentStatus } from "../payments/booking-payment.ts";
import { PAYMENT_STATE_CONFLICT } from "../payments/payment-errors.ts";
import { type Instant, plusHours } from "../time.ts";
import { type Booking, type CompletionSource, hasOpenDispute, hasOpenReport, isMoving, type Moving } from "./booking.ts";
import { BOOKING_NOT_COMPLETABLE, LESSON_NOT_ENDED } from "./booking-errors.ts";
import { refuseWhileMoving } from "./refuse-while-moving.ts";

type Completable = Moving & Pick<Booking, "endsAt" | "noShow" | "dispute">;

export interface Completion {
  readonly completedAt: Instant;
  readonly source: CompletionSource;
}

/** The instructor says that the lesson was taught (BK-60). */
export function completeByInstructor(booking: Completable, now: Instant): Completion | DomainError {
  return refuseCompletion(booking, now) ?? { completedAt: now, source: "instructor" };
}

/** Nobody said anything for a day: the lesson counts as taught at its end (BK-62), if its money is at hand (BK-63). */
export function completeByItself(booking: Completable, paymentStatus: PaymentStatus, now: Instant): Completion | undefined {
  const isDue = booking.status === "CONFIRMED" && now >= completionDueAt(booking.endsAt);
  const isMoneyAtHand = paymentStatus === "authorized" || paymentStatus === "locked";
  const isQuiet = !hasOpenReport(booking) && !hasOpenDispute(booking) && !isMoving(booking);
  return isDue && isMoneyAtHand && isQuiet ? { completedAt: booking.endsAt, source: "auto" } : undefined;
}

/** Why the instructor cannot complete the lesson now (BK-60). Its money plays no part. */
export function refuseCompletion(booking: Completable, now: Instant): DomainError | undefined {
  const { status, endsAt } = booking;
  const moving = refuseWhileMoving(booking);
  if (moving) return moving;
  if (status !== "CONFIRMED") {
    return new DomainError(BOOKING_NOT_COMPLETABLE, `This booking is ${status}; only a confirmed lesson can be completed.`, {
      bookingStatus: status,
    });
  }
  if (now < endsAt) {
    return new DomainError(LESSON_NOT_ENDED, "The lesson is not over yet; complete it after its end.", { endsAt });
  }
  if (hasOpenReport(booking) || hasOpenDispute(booking)) {
    return new DomainError(PAYMENT_STATE_CONFLICT, "A report or dispute about this lesson is open; wait for its end.");
  }
  return undefined;
}

/** When a lesson that nobody completes completes itself (BK-62). */
export function completionDueAt(endsAt: Instant): Instant {
  return plusHours(endsAt, 24);
}
