import { type Cents, divideHalfUp, type Fraction } from "../money.ts";
import type { PriceParts, PriceSnapshot } from "./price-snapshot.ts";

export interface LineItem {
  readonly label: string;
  readonly amountCents: Cents;
}

/** Who pays and receives what for one lesson. */
export interface PriceBreakdown {
  readonly basePriceCents: Cents;
  readonly studentFeeCents: Cents;
  readonly instructorCommissionCents: Cents;
  readonly targetInstructorPayoutCents: Cents;
  readonly creditAppliedCents: Cents;
  readonly studentPayCents: Cents;
  readonly applicationFeeCents: Cents;
  readonly topUpTransferCents: Cents;
  readonly instructorTierPct: Fraction;
  readonly lineItems: readonly LineItem[];
}

export interface LessonCharge {
  readonly creditAppliedCents: Cents;
  readonly studentPayCents: Cents;
  /** Goes to the instructor with the capture. */
  readonly transferCents: Cents;
  readonly applicationFeeCents: Cents;
  /** What the credit has taken from the instructor's share; the platform pays it by a transfer of its own. */
  readonly topUpCents: Cents;
}

export type CreditKind = "platform" | "referral";

/** The breakdown of a frozen price with the credit that is asked for (PR-10, PR-11, PR-12). */
export function breakDownPrice(snapshot: PriceSnapshot, creditCents: Cents, creditKind: CreditKind = "platform"): PriceBreakdown {
  const charge = chargeOf(snapshot, creditCents);
  return {
    basePriceCents: snapshot.basePriceCents,
    studentFeeCents: snapshot.studentFeeCents,
    instructorCommissionCents: snapshot.commissionCents,
    targetInstructorPayoutCents: snapshot.payoutCents,
    creditAppliedCents: charge.creditAppliedCents,
    studentPayCents: charge.studentPayCents,
    applicationFeeCents: charge.applicationFeeCents,
    topUpTransferCents: charge.topUpCents,
    instructorTierPct: snapshot.tierPct,
    lineItems: lineItems(snapshot, charge.creditAppliedCents, creditKind),
  };
}

/** What the card pays and where it goes (PR-10, PR-11). Credit pays lesson price only, never the fee. */
export function chargeOf(price: PriceParts, creditCents: Cents): LessonCharge {
  const creditAppliedCents = Math.min(creditCents, price.basePriceCents);
  const studentPayCents = price.basePriceCents - creditAppliedCents + price.studentFeeCents;
  const transferCents = Math.min(studentPayCents, price.payoutCents);
  return {
    creditAppliedCents,
    studentPayCents,
    transferCents,
    applicationFeeCents: studentPayCents - transferCents,
    topUpCents: price.payoutCents - transferCents,
  };
}

function lineItems(snapshot: PriceSnapshot, creditAppliedCents: Cents, creditKind: CreditKind): LineItem[] {
  const protection = { label: `Booking Protection (${wholePercent(snapshot.studentFeePct)}%)`, amountCents: snapshot.studentFeeCents };
  if (creditAppliedCents === 0) return [protection];
  return [protection, { label: creditKind === "referral" ? "Referral credit" : "Credit", amountCents: -creditAppliedCents }];
}

function wholePercent(fraction: Fraction): number {
  return divideHalfUp(Math.round(fraction * 10_000), 100);
}
