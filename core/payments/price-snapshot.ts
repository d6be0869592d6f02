import type { Cents, Fraction } from "../money.ts";
import type { Instant } from "../time.ts";
import type { Modality, PricingFormat } from "./pricing-format.ts";

/** The price of one lesson, frozen when it is booked. All later money uses it, never the configuration or tier of that day (PS-1). */
export interface PriceSnapshot {
  readonly hourlyRateCents: Cents;
  readonly durationMinutes: number;
  readonly pricingFormat: PricingFormat;
  readonly modality: Modality;
  /** The lesson price, LP. */
  readonly basePriceCents: Cents;
  readonly studentFeePct: Fraction;
  /** The student's fee, SF. */
  readonly studentFeeCents: Cents;
  readonly tierPct: Fraction;
  readonly tierName: string;
  /** The instructor's commission, IF. */
  readonly commissionCents: Cents;
  /** What the instructor receives, P = LP − IF. */
  readonly payoutCents: Cents;
  readonly floorCents: Cents;
  readonly configVersion: number;
  readonly createdAt: Instant;
}

/** The parts of a snapshot from which every amount that moves is computed. */
export type PriceParts = Pick<PriceSnapshot, "basePriceCents" | "studentFeeCents" | "payoutCents">;
