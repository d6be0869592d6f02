import type { NeighborhoodKey } from "../../core/places/neighborhoods.ts";
import type { AgeGroup } from "../../core/search/category.ts";
import type { FilterSelections } from "../../core/search/filter-selections.ts";
import type { WeekName } from "./weeks.ts";

/** An instructor of the demo city as its lists tell it. */
export interface InstructorFacts {
  readonly firstName: string;
  readonly lastName: string;
  readonly zipCode: string;
  /** Where lessons at the instructor's place are given; the instructor travels there and to its neighbours. */
  readonly home: NeighborhoodKey;
  readonly studio?: { readonly address: string; readonly label: string };
  readonly yearsExperience: number;
  readonly bio: string;
  readonly week: WeekName;
  readonly teaches: readonly [OfferingFacts, ...OfferingFacts[]];
}

/** What is taught, by the catalog's slug, with the hourly dollars of each format that is offered. */
export interface OfferingFacts {
  readonly service: string;
  readonly travel?: number;
  readonly studio?: number;
  readonly online?: number;
  /** Default: 60. */
  readonly minutes?: readonly number[];
  /** Default: all of the service. */
  readonly ages?: readonly AgeGroup[];
  readonly filters?: FilterSelections;
}
