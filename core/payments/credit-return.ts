import type { Cents } from "../money.ts";

/** The credits that lower a booking's charge. At most one of the two kinds is above zero (CR-16). */
export interface BookingCredits {
  readonly creditReservedCents: Cents;
  readonly referralCreditCents: Cents;
}

export interface CreditReturn {
  readonly creditReleasedCents: Cents;
  readonly creditForfeitedCents: Cents;
  readonly creditIssuedCents: Cents;
  readonly referralCreditReturned: boolean;
}

/** How a late cancellation gives back the value `promisedCents`: old credit first, the rest as a new one (CR-12, CR-10). */
export function returnValue(promisedCents: Cents, credits: BookingCredits): CreditReturn {
  const { creditReservedCents, referralCreditCents } = credits;
  const creditReleasedCents = Math.min(promisedCents, creditReservedCents);
  // A referral credit is one piece: it goes back whole or stays redeemed.
  const referralCreditReturned = referralCreditCents > 0 && referralCreditCents <= promisedCents;
  return {
    creditReleasedCents,
    creditForfeitedCents: creditReservedCents - creditReleasedCents,
    creditIssuedCents: promisedCents - creditReleasedCents - (referralCreditReturned ? referralCreditCents : 0),
    referralCreditReturned,
  };
}
