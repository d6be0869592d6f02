import { backgroundCheckIsRequired } from "../config.ts";
import type { Context, Principal } from "../context.ts";
import type { UserId } from "../ids.ts";
import { type Neighborhood, neighborhoodsOf } from "../places/neighborhoods.ts";
import { type PublicOfferingView, publicOfferingViews } from "../search/public-offering-view.ts";
import { readOfferings } from "../search/read-offerings.ts";
import { newServiceAreas } from "../search/service-areas.ts";
import { instructorProfileKey, serviceAreasKey, userKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import { instructorNotFound, isInstructorBookable } from "./is-instructor-bookable.ts";
import { type PublicProfile, publicProfile } from "./public-profile.ts";

/** An instructor's page (instructors 5.1, PublicInstructor). */
export interface PublicInstructor extends PublicProfile {
  readonly photoUrl: string | null;
  readonly services: readonly PublicOfferingView[];
  readonly serviceAreas: readonly Pick<Neighborhood, "key" | "name" | "borough">[];
  readonly serviceAreaBoroughs: readonly string[];
  readonly serviceAreaSummary: string;
  readonly rating: { readonly average: number | null; readonly count: number };
  /** Null but for a signed-in student (PUB-7). */
  readonly isFavorited: boolean | null;
  /** The page is not public now; its owner and administrators see it all the same. */
  readonly preview: boolean;
}

/** The page of a visible instructor; everyone else gets the 404 of an unknown one, but the owner and administrators a preview (PUB-6). */
export async function getInstructor({ principal, now }: Context, instructorId: UserId): Promise<PublicInstructor> {
  const [[user, profile, areas = newServiceAreas([])], offerings] = await Promise.all([
    readAll([userKey(instructorId), instructorProfileKey(instructorId), serviceAreasKey(instructorId)]),
    readOfferings(instructorId),
  ]);
  const active = offerings.filter((offering) => offering.isActive);
  const facts = { profile, user, offeringCount: active.length, now, enforceBackgroundCheck: backgroundCheckIsRequired() };
  const { bookable, reasons } = isInstructorBookable(facts);
  const isShown = bookable || (seesPreview(principal, instructorId) && !reasons.includes("INSTRUCTOR_NOT_FOUND"));
  if (!profile || !user || !isShown) throw instructorNotFound();
  const { neighborhoodKeys, boroughs, summary } = areas;
  return {
    ...publicProfile(profile, user, 0),
    // Pictures, reviews and favourites come with their own parts; until then nobody has any.
    photoUrl: null,
    rating: { average: null, count: 0 },
    isFavorited: principal.kind === "member" && principal.role === "student" ? false : null,
    services: publicOfferingViews(active),
    serviceAreas: neighborhoodsOf(neighborhoodKeys).map(({ key, name, borough }) => ({ key, name, borough })),
    serviceAreaBoroughs: boroughs,
    serviceAreaSummary: summary,
    preview: !bookable,
  };
}

function seesPreview(principal: Principal, instructorId: UserId): boolean {
  return principal.kind === "member" && (principal.userId === instructorId || principal.role === "admin");
}
