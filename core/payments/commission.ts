import type { UserId } from "../ids.ts";
import type { Fraction } from "../money.ts";
import type { Instant } from "../time.ts";

/** What decides an instructor's commission, as stored. */
export interface Commission {
  /** Absent until the first evaluation; it then counts as the entry rate. */
  readonly currentTierPct?: Fraction;
  readonly isFounding: boolean;
  readonly foundingGrantedAt?: Instant;
  readonly foundingRevokedAt?: Instant;
  readonly overridePct?: Fraction;
  /** Exclusive; an override without it does not end. */
  readonly overrideUntil?: Instant;
  readonly overrideReason?: string;
  readonly evaluatedAt?: Instant;
  readonly tierChangedAt?: Instant;
  readonly payoutHold: boolean;
  readonly payoutHoldReason?: string;
  readonly payoutHoldAt?: Instant;
  readonly payoutHoldBy?: UserId;
}

/** How every instructor begins: at the entry rate, with nothing held back. */
export function newCommission(): Commission {
  return { isFounding: false, payoutHold: false };
}

/** The override that applies at the instant (TR-2). */
export function activeOverride(commission: Commission, now: Instant): Fraction | undefined {
  const { overridePct, overrideUntil } = commission;
  return overrideUntil === undefined || now < overrideUntil ? overridePct : undefined;
}
