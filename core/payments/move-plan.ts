import type { CancellationWindow } from "../bookings/booking.ts";
import { DomainError } from "../errors.ts";
import type { BookingPayment } from "./booking-payment.ts";
import {
  PAYMENT_METHOD_REQUIRED,
  PAYMENT_STATE_CONFLICT,
  RESCHEDULE_LIMIT_REACHED,
  RESCHEDULE_LOCKED,
  RESCHEDULE_PRICE_CHANGED,
  RESCHEDULE_WINDOW_CLOSED,
} from "./payment-errors.ts";

/**
 * What happens to the money of a lesson that moves. `carry`: it goes along. `lock`: it is captured now and kept for the new lesson.
 * `new_payment`: the new lesson is paid anew.
 */
export type MovePlan =
  | { readonly mode: "carry" }
  | { readonly mode: "lock"; readonly authorizeFirst: boolean }
  | { readonly mode: "new_payment" };

type MovingPayment = Pick<BookingPayment, "paymentStatus" | "lateRescheduleUsed">;

/** Why the money forbids the move, in the order of LK-1. `window` is the old lesson's. */
export function refuseMoveOfMoney(payment: MovingPayment, window: CancellationWindow): DomainError | undefined {
  if (payment.paymentStatus === "locked") {
    return new DomainError(RESCHEDULE_LOCKED, "This lesson was moved late; it can only be taken or cancelled.");
  }
  if (window === "lt12") {
    return new DomainError(RESCHEDULE_WINDOW_CLOSED, "Lessons move until 12 hours before they start; you can still cancel.");
  }
  if (payment.lateRescheduleUsed) {
    return new DomainError(RESCHEDULE_LIMIT_REACHED, "A lesson moves late only once; you can still cancel.");
  }
  if (payment.paymentStatus === "manual_review" || payment.paymentStatus === "settled") {
    return new DomainError(PAYMENT_STATE_CONFLICT, "The payment of this lesson is being looked at or is done; it cannot move now.");
  }
  return undefined;
}

export interface MoveTerms {
  readonly isPriceUnchanged: boolean;
  readonly hasDefaultMethod: boolean;
}

/** How the money follows a move that nothing forbids (LK-2 to LK-4). */
export function planMove({ paymentStatus }: MovingPayment, window: CancellationWindow, terms: MoveTerms): MovePlan | DomainError {
  const hasMoney = paymentStatus === "authorized" || paymentStatus === "scheduled";
  if (hasMoney && window === "12to24") {
    if (terms.isPriceUnchanged) return { mode: "lock", authorizeFirst: paymentStatus === "scheduled" };
    return new DomainError(RESCHEDULE_PRICE_CHANGED, "Less than 24 hours before a lesson it moves only at the same price.");
  }
  if (hasMoney && terms.isPriceUnchanged) return { mode: "carry" };
  if (terms.hasDefaultMethod) return { mode: "new_payment" };
  return new DomainError(PAYMENT_METHOD_REQUIRED, "The moved lesson is paid anew; save a card first.");
}
