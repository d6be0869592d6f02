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

/** The figures that are known, the others zero; the platform's share is what is left over. */
export function settlementFigures(
  creditReservedCents: Cents,
  known: Partial<Omit<SettlementFigures, "platformNetCents">>,
): SettlementFigures {
  const figures = { ...NOTHING_MOVED, ...known };
  const consumedCents = creditReservedCents - figures.creditReleasedCents;
  const givenCents = figures.cardRefundedCents + figures.creditIssuedCents + figures.instructorPayoutCents;
  return { ...figures, platformNetCents: figures.cardChargedCents + consumedCents - givenCents };
}

const NOTHING_MOVED: Omit<SettlementFigures, "platformNetCents"> = {
  cardChargedCents: 0,
  cardRefundedCents: 0,
  studentCreditCents: 0,
  creditReleasedCents: 0,
  creditIssuedCents: 0,
  creditForfeitedCents: 0,
  creditAppliedCents: 0,
  referralCreditReturned: false,
  instructorPayoutCents: 0,
};
