import type { LocationType } from "../bookings/location-type.ts";
import { DomainError } from "../errors.ts";
import { type Cents, divideHalfUp, type Fraction, shareOf } from "../money.ts";
import type { Instant } from "../time.ts";
import type { Commission } from "./commission.ts";
import { commissionOfNextLesson, type LessonActivity, tierIndexOf, tierNameAt } from "./commission-tier.ts";
import { PRICE_BELOW_FLOOR, PRICING_FORMAT_NOT_FOUND } from "./payment-errors.ts";
import { breakDownPrice, type PriceBreakdown } from "./price-breakdown.ts";
import type { PriceSnapshot } from "./price-snapshot.ts";
import type { PricingConfig } from "./pricing-config.ts";
import { type FormatPrice, modalityOf, rateAt } from "./pricing-format.ts";

/** A lesson that has no price yet, and everything its price depends on. */
export interface PriceDraft {
  readonly formatPrices: readonly FormatPrice[];
  readonly locationType: LocationType;
  readonly durationMinutes: number;
  readonly commission: Commission;
  readonly activity: LessonActivity;
  readonly config: PricingConfig;
}

/** What the lesson would cost now. A quote promises nothing: the price is computed again when the lesson is booked (PR-13). */
export function quotePrice(draft: PriceDraft, requestedCreditCents: Cents, now: Instant): PriceBreakdown {
  return breakDownPrice(freezePrice(draft, now), requestedCreditCents);
}

/** The snapshot that a booking made now carries for ever (PS-1). */
export function freezePrice(draft: PriceDraft, now: Instant): PriceSnapshot {
  const rate = rateAt(draft.locationType, draft.formatPrices);
  if (!rate) throw formatNotFound(draft.locationType);
  const tooLow = belowFloor(draft, rate);
  if (tooLow) throw tooLow;

  const { config, durationMinutes } = draft;
  const basePriceCents = lessonPrice(rate.hourlyRateCents, durationMinutes);
  const tierPct = commissionOfNextLesson(draft.commission, draft.activity, config, now);
  const commissionCents = shareOf(basePriceCents, tierPct);
  return {
    hourlyRateCents: rate.hourlyRateCents,
    pricingFormat: rate.format,
    durationMinutes,
    modality: modalityOf(draft.locationType),
    basePriceCents,
    studentFeePct: config.studentFeePct,
    studentFeeCents: shareOf(basePriceCents, config.studentFeePct),
    tierPct,
    tierName: tierNameOf(draft, tierPct),
    commissionCents,
    payoutCents: basePriceCents - commissionCents,
    floorCents: floorPrice(draft.locationType, durationMinutes, config),
    configVersion: config.version,
    createdAt: now,
  };
}

/** Why the lesson cannot be priced, if it cannot (PR-3, PR-6). */
export function refusePrice(draft: PriceDraft): DomainError | undefined {
  const rate = rateAt(draft.locationType, draft.formatPrices);
  return rate ? belowFloor(draft, rate) : formatNotFound(draft.locationType);
}

/** PR-1. */
export function lessonPrice(hourlyRateCents: Cents, durationMinutes: number): Cents {
  return divideHalfUp(hourlyRateCents * durationMinutes, 60);
}

/** The least a lesson may cost: the floor of its modality, in proportion to its length (PR-5). */
export function floorPrice(locationType: LocationType, durationMinutes: number, config: Pick<PricingConfig, "priceFloorCents">): Cents {
  const { privateInPerson, privateRemote } = config.priceFloorCents;
  return lessonPrice(modalityOf(locationType) === "remote" ? privateRemote : privateInPerson, durationMinutes);
}

function belowFloor(draft: PriceDraft, rate: FormatPrice): DomainError | undefined {
  const { locationType, durationMinutes, config } = draft;
  const basePriceCents = lessonPrice(rate.hourlyRateCents, durationMinutes);
  const requiredFloorCents = floorPrice(locationType, durationMinutes, config);
  if (basePriceCents >= requiredFloorCents) return undefined;
  return new DomainError(PRICE_BELOW_FLOOR, `A lesson of ${durationMinutes} minutes costs at least ${requiredFloorCents} cents here.`, {
    modality: modalityOf(locationType),
    durationMinutes,
    basePriceCents,
    requiredFloorCents,
  });
}

function formatNotFound(locationType: LocationType): DomainError {
  return new DomainError(PRICING_FORMAT_NOT_FOUND, `This service has no price for ${locationType}; choose another place.`);
}

// A rate that an administrator has set is named as such: the tier that happens to have the same rate did not decide it.
function tierNameOf(draft: PriceDraft, tierPct: Fraction): string {
  if (draft.commission.isFounding) return "founding";
  const { instructorTiers } = draft.config;
  const isTierRate = instructorTiers.some((tier) => tier.pct === tierPct);
  return isTierRate ? tierNameAt(tierIndexOf(tierPct, draft.config)) : "override";
}
