import { DomainError, PERMISSION_REQUIRED } from "../errors.ts";
import { type BookingPayment, hasDefaultMethod } from "../payments/booking-payment.ts";
import { type MovePlan, type MoveTerms, planMove, refuseMoveOfMoney } from "../payments/move-plan.ts";
import { PAYMENT_STATE_CONFLICT } from "../payments/payment-errors.ts";
import { HOUR_MS, type Instant, millisecondsBetween } from "../time.ts";
import { type Booking, hasOpenDispute, hasOpenReport, type Moving, type Side } from "./booking.ts";
import { BOOKING_NOT_RESCHEDULABLE, LESSON_STARTED, NOTHING_TO_CHANGE } from "./booking-errors.ts";
import { cancellationWindowAt } from "./cancellation-window.ts";
import { refuseWhileMoving } from "./refuse-while-moving.ts";

type Movable = Moving & Pick<Booking, "startsAt" | "noShow" | "dispute">;
type MovingPayment = Pick<BookingPayment, "paymentStatus" | "lateRescheduleUsed">;

export interface MoveFacts {
  readonly by: Side;
  readonly booking: Movable;
  readonly payment: MovingPayment;
  readonly now: Instant;
  /** Whether start, duration, service or place differ. */
  readonly changesSomething: boolean;
  /** The new lesson, judged with both people's old time left out (BKR-6). */
  readonly newLesson: { readonly startsAt: Instant } | DomainError;
  readonly terms: MoveTerms;
}

export type Move = MovePlan & {
  /** Two where the money may fail: the new time is held first and the move finished when the money has answered (BKR-9). */
  readonly transactions: 1 | 2;
};

/** How the lesson moves, or the first reason against it in the order of BKR-1 to BKR-6. */
export function decideMove(facts: MoveFacts): Move | DomainError {
  const { by, booking, payment, now, newLesson } = facts;
  const refusal = refuseMove(booking, payment, by, now);
  if (refusal) return refusal;
  if (!facts.changesSomething) return new DomainError(NOTHING_TO_CHANGE, "Choose another time, service or place.");
  if (newLesson instanceof DomainError) return newLesson;

  const plan = planMove(payment, cancellationWindowAt(booking.startsAt, now), facts.terms);
  if (plan instanceof DomainError) return plan;
  const moneyMayFail = plan.mode === "lock" || millisecondsBetween(now, newLesson.startsAt) < 24 * HOUR_MS;
  return { ...plan, transactions: moneyMayFail ? 2 : 1 };
}

/** How the money would follow a move at the same price, which the fewest rules forbid; or why the lesson cannot move now, whenever to. */
export function planSamePrice(
  booking: Movable,
  payment: MovingPayment & Pick<BookingPayment, "paymentMethodId">,
  by: Side,
  now: Instant,
): MovePlan | DomainError {
  const terms = { isPriceUnchanged: true, hasDefaultMethod: hasDefaultMethod(payment) };
  return refuseMove(booking, payment, by, now) ?? planMove(payment, cancellationWindowAt(booking.startsAt, now), terms);
}

/** Why the lesson cannot move at all now, wherever to (BKR-1 to BKR-4). */
export function refuseMove(booking: Movable, payment: MovingPayment, by: Side, now: Instant): DomainError | undefined {
  const { status, startsAt } = booking;
  if (by !== "student") return new DomainError(PERMISSION_REQUIRED, "Only the student moves a lesson; cancel it, or ask by message.");
  const moving = refuseWhileMoving(booking);
  if (moving) return moving;
  if (status !== "CONFIRMED") {
    return new DomainError(BOOKING_NOT_RESCHEDULABLE, `This booking is ${status}; only a confirmed lesson moves.`, {
      bookingStatus: status,
    });
  }
  if (hasOpenReport(booking) || hasOpenDispute(booking)) {
    return new DomainError(PAYMENT_STATE_CONFLICT, "A report or dispute about this lesson is open; wait for its end.");
  }
  if (now >= startsAt) return new DomainError(LESSON_STARTED, "The lesson has started and cannot move any more.");
  return refuseMoveOfMoney(payment, cancellationWindowAt(startsAt, now));
}
