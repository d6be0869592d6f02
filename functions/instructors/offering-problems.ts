import { INVALID_DURATION } from "../../core/availability/availability-errors.ts";
import { PRICE_BELOW_FLOOR } from "../../core/payments/payment-errors.ts";
import {
  AGE_GROUP_NOT_ELIGIBLE,
  DUPLICATE_FORMAT_PRICE,
  INVALID_FILTER_SELECTION,
  NO_LOCATION_OPTIONS,
  ONLINE_NOT_SUPPORTED,
} from "../../core/search/search-errors.ts";

/** What can be wrong with the terms of an offering (OFF-2 to OFF-4, TX-2). */
export const TERMS_PROBLEMS = [
  NO_LOCATION_OPTIONS,
  DUPLICATE_FORMAT_PRICE,
  PRICE_BELOW_FLOOR,
  ONLINE_NOT_SUPPORTED,
  INVALID_DURATION,
  AGE_GROUP_NOT_ELIGIBLE,
  INVALID_FILTER_SELECTION,
] as const;
