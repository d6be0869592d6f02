import type { LocalDate } from "../time.ts";
import { type InstructorCard, instructorCard } from "./instructor-card.ts";
import type { RankedInstructor, RankedOffering } from "./rank-offerings.ts";
import { type ServiceMatchView, serviceMatchView } from "./service-match.ts";

/** An instructor as a search answers one. */
export interface SearchResultView {
  readonly instructor: InstructorCard;
  readonly bestMatch: ServiceMatchView;
  readonly otherMatches: readonly ServiceMatchView[];
  readonly totalMatchingServices: number;
  readonly score: number;
  readonly audienceBoost: number;
  readonly skillBoost: number;
  readonly softFiltered: boolean;
  readonly softFilterReasons: readonly string[];
  readonly availableDates: readonly LocalDate[];
  readonly earliestAvailable: LocalDate | null;
  readonly distanceKm: number | null;
  readonly distanceMiles: number | null;
}

const MOST_OTHER_MATCHES = 3;

export function searchResultView({ instructor, best, others }: RankedInstructor, isForStudent: boolean): SearchResultView {
  const shown = ({ offering, relevance }: RankedOffering) => serviceMatchView(offering, relevance);
  const isMatch = ({ relevance }: RankedOffering) => relevance > 0;
  return {
    instructor: instructorCard(instructor, isForStudent),
    bestMatch: shown(best),
    otherMatches: others.filter(isMatch).slice(0, MOST_OTHER_MATCHES).map(shown),
    totalMatchingServices: [best, ...others].filter(isMatch).length,
    score: best.score,
    ...NOTHING_ELSE_ASKED,
  };
}

/** A search for a service alone wishes nothing about person, time or place. */
const NOTHING_ELSE_ASKED = {
  audienceBoost: 0,
  skillBoost: 0,
  softFiltered: false,
  softFilterReasons: [],
  availableDates: [],
  earliestAvailable: null,
  distanceKm: null,
  distanceMiles: null,
} as const;
