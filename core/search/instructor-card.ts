import type { UserId } from "../ids.ts";
import { type PublicTeachingLocation, publicTeachingLocations, shownName } from "../instructors/public-profile.ts";
import type { VisibleInstructor } from "../instructors/read-visible-instructors.ts";
import { type Neighborhood, neighborhoodsOf } from "../places/neighborhoods.ts";

/** What a list shows of an instructor: never a last name, an exact place or a way to write to them. */
export interface InstructorCard {
  readonly id: UserId;
  readonly firstName: string;
  readonly lastInitial: string;
  readonly photoUrl: string | null;
  readonly bioSnippet: string;
  readonly yearsExperience: number;
  readonly isVerified: boolean;
  readonly isFounding: boolean;
  readonly rating: { readonly average: number | null; readonly count: number };
  readonly serviceAreaBoroughs: readonly string[];
  readonly serviceAreaNeighborhoods: readonly Pick<Neighborhood, "key" | "name" | "borough">[];
  readonly serviceAreaSummary: string;
  readonly teachingLocations: readonly PublicTeachingLocation[];
  readonly isFavorited: boolean | null;
}

const SNIPPET_CHARACTERS = 150;

/** Pictures, ratings and favourites come with their own parts; until then nobody has any. */
export function instructorCard({ user, profile, areas }: VisibleInstructor, isForStudent: boolean): InstructorCard {
  return {
    id: profile.instructorId,
    ...shownName(user),
    photoUrl: null,
    bioSnippet: [...profile.bio].slice(0, SNIPPET_CHARACTERS).join(""),
    yearsExperience: profile.yearsExperience,
    isVerified: profile.identityVerifiedAt !== undefined,
    isFounding: profile.isFounding,
    rating: { average: null, count: 0 },
    serviceAreaBoroughs: areas.boroughs,
    serviceAreaNeighborhoods: neighborhoodsOf(areas.neighborhoodKeys).map(({ key, name, borough }) => ({ key, name, borough })),
    serviceAreaSummary: areas.summary,
    teachingLocations: publicTeachingLocations(profile),
    isFavorited: isForStudent ? false : null,
  };
}
