import { DomainError } from "../errors.ts";
import type { BookingId, UserId } from "../ids.ts";
import type { Cents } from "../money.ts";
import { NEGATIVE_CREDIT_BALANCE, PAYMENT_ACCOUNT_LOCKED, PAYMENT_ACCOUNT_RESTRICTED } from "./payment-errors.ts";

/** One student's credit counters and the marks that stop further bookings. A student without an item has none of either. */
export interface CreditStanding {
  readonly studentId: UserId;
  readonly availableCents: Cents;
  readonly reservedCents: Cents;
  /** Zero or below: credit that was taken back after it had been spent. */
  readonly negativeCents: Cents;
  readonly accountLocked: boolean;
  readonly lockedBookingId?: BookingId;
  readonly accountRestricted: boolean;
  readonly restrictedReason?: string;
  readonly completedLessons: number;
}

export type StandingMarks = Pick<CreditStanding, "accountLocked" | "accountRestricted" | "negativeCents">;

/** Why the student may not book, if so. Asked at creation and again at checkout (CK-2). */
export function refuseStanding(standing: StandingMarks | undefined): DomainError | undefined {
  if (standing === undefined) return undefined;
  if (standing.accountLocked) {
    return new DomainError(PAYMENT_ACCOUNT_LOCKED, "An earlier lesson is still unpaid; pay it, then book again.");
  }
  if (standing.accountRestricted) {
    return new DomainError(PAYMENT_ACCOUNT_RESTRICTED, "This account may not book at the moment; contact support.");
  }
  if (standing.negativeCents < 0) {
    return new DomainError(NEGATIVE_CREDIT_BALANCE, "Your credit balance is negative; settle it, then book again.", {
      balanceCents: standing.negativeCents,
    });
  }
  return undefined;
}
