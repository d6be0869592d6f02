import { INVALID_DURATION } from "../availability/availability-errors.ts";
import { DomainError } from "../errors.ts";
import { PRICE_BELOW_FLOOR } from "../payments/payment-errors.ts";
import type { PricingSettings } from "../payments/pricing-config.ts";
import { type FormatPrice, modalityOf } from "../payments/pricing-format.ts";
import type { AgeGroup, CatalogService, Subcategory } from "./category.ts";
import { checkFilterSelections, type FilterSelections } from "./filter-selections.ts";
import { type OfferingTerms, PRICING_FORMATS } from "./instructor-service.ts";
import { AGE_GROUP_NOT_ELIGIBLE, DUPLICATE_FORMAT_PRICE, NO_LOCATION_OPTIONS, ONLINE_NOT_SUPPORTED } from "./search-errors.ts";

/** What an instructor asks for; everything but the prices may be left out. */
export interface OfferingDraft {
  readonly formatPrices: readonly FormatPrice[];
  readonly durationOptions?: readonly number[];
  /** `both` is an older way to say kids and adults. */
  readonly ageGroups?: readonly (AgeGroup | "both")[];
  readonly filterSelections?: FilterSelections;
  readonly description?: string | null;
  readonly requirements?: string | null;
  readonly equipmentRequired?: readonly string[];
}

/** The lowest hourly prices, from the pricing configuration (PR-7). */
export type HourlyFloors = PricingSettings["priceFloorCents"];

export interface TaughtService {
  readonly service: CatalogService;
  readonly subcategory: Subcategory;
}

/** The draft as the offering's terms, with defaults filled in, or the first rule it breaks (OFF-2 to OFF-4, TX-2). */
export function acceptOffering(draft: OfferingDraft, { service, subcategory }: TaughtService, floors: HourlyFloors): OfferingTerms {
  const { filterSelections = {}, description, requirements, equipmentRequired = [] } = draft;
  const terms: OfferingTerms = {
    formatPrices: acceptPrices(draft.formatPrices, service, floors),
    durationOptions: acceptDurations(draft.durationOptions ?? [service.defaultDurationMinutes]),
    ageGroups: acceptAgeGroups(draft.ageGroups ?? service.ageGroups, service),
    filterSelections,
    ...(description ? { description } : {}),
    ...(requirements ? { requirements } : {}),
    equipmentRequired,
  };
  checkFilterSelections(subcategory, filterSelections);
  return terms;
}

function acceptPrices(prices: readonly FormatPrice[], service: CatalogService, floors: HourlyFloors): FormatPrice[] {
  if (prices.length === 0) throw new DomainError(NO_LOCATION_OPTIONS, "Choose at least one lesson format and give its price.");
  const priced = new Map(prices.map((price) => [price.format, price]));
  if (priced.size < prices.length) throw new DomainError(DUPLICATE_FORMAT_PRICE, "Give one price for each format.");
  for (const { format, hourlyRateCents } of prices) {
    const floorCents = modalityOf(format) === "remote" ? floors.privateRemote : floors.privateInPerson;
    if (hourlyRateCents >= floorCents) continue;
    throw new DomainError(PRICE_BELOW_FLOOR, "Raise the price to the floor of its format.", { format, floorCents });
  }
  if (priced.has("online") && !service.onlineCapable) {
    throw new DomainError(ONLINE_NOT_SUPPORTED, `${service.name} is taught in person only.`);
  }
  return PRICING_FORMATS.flatMap((format) => priced.get(format) ?? []);
}

const SHORTEST_MINUTES = 30;
const LONGEST_MINUTES = 240;
const STEP_MINUTES = 15;
const MOST_DURATIONS = 8;

function acceptDurations(durations: readonly number[]): number[] {
  const distinct = new Set(durations);
  const isAllowed = (minutes: number) => minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES && minutes % STEP_MINUTES === 0;
  if (distinct.size === durations.length && distinct.size > 0 && distinct.size <= MOST_DURATIONS && durations.every(isAllowed)) {
    return durations.toSorted((one, other) => one - other);
  }
  throw new DomainError(
    INVALID_DURATION,
    `Give 1 to ${MOST_DURATIONS} different durations of ${SHORTEST_MINUTES} to ${LONGEST_MINUTES} minutes in steps of ${STEP_MINUTES}.`,
  );
}

function acceptAgeGroups(wanted: readonly (AgeGroup | "both")[], service: CatalogService): AgeGroup[] {
  const groups = new Set(wanted.flatMap((group): AgeGroup[] => (group === "both" ? ["kids", "adults"] : [group])));
  const foreign = [...groups].filter((group) => !service.ageGroups.includes(group));
  if (foreign.length > 0) {
    throw new DomainError(AGE_GROUP_NOT_ELIGIBLE, `${service.name} is taught to ${service.ageGroups.join(", ")} only.`, {
      ageGroups: foreign,
    });
  }
  return service.ageGroups.filter((group) => groups.has(group));
}
