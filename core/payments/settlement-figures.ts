import type { Cents } from "../money.ts";

/**
 * Where the money of one booking ends. Nothing is lost between its two sides (MI-6):
 *
 *     cardCharged + consumed credit = cardRefunded + creditIssued + instructorPayout + platformNet
 *
 * where the credit consumed is what was reserved and not released.
 */
export interface SettlementFigures {
  readonly cardChargedCents: Cents;
  readonly cardRefundedCents: Cents;
  /** The value promised to the student as credit, T: released and newly issued platform credit, and a returned referral credit. */
  readonly studentCreditCents: Cents;
  readonly creditReleasedCents: Cents;
  readonly creditIssuedCents: Cents;
  readonly creditForfeitedCents: Cents;
  readonly creditAppliedCents: Cents;
  readonly referralCreditReturned: boolean;
  readonly instructorPayoutCents: Cents;
  readonly platformNetCents: Cents;
}
