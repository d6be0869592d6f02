import { backgroundCheckIsRequired } from "../config.ts";
import type { User } from "../identity/user.ts";
import type { UserId } from "../ids.ts";
import type { ServiceAreas } from "../search/service-areas.ts";
import { instructorProfileKey, serviceAreasKey, userKey } from "../table/keys.ts";
import { readAll } from "../table/read.ts";
import type { Instant } from "../time.ts";
import type { InstructorProfile } from "./instructor-profile.ts";
import { isInstructorBookable } from "./is-instructor-bookable.ts";

export interface VisibleInstructor {
  readonly user: User;
  readonly profile: InstructorProfile;
  readonly areas: ServiceAreas;
}

const PER_BATCH = 100;

/**
 * Those of the instructors whom anyone may see now, by strongly consistent reads: whatever an index still says, nobody shows who is not
 * bookable any more (SR-63).
 */
export async function readVisibleInstructors(ids: readonly UserId[], now: Instant): Promise<ReadonlyMap<UserId, VisibleInstructor>> {
  const distinct = [...new Set(ids)];
  const batches = Array.from({ length: Math.ceil(distinct.length / PER_BATCH) }, (_, index) =>
    distinct.slice(index * PER_BATCH, (index + 1) * PER_BATCH),
  );
  const found = (await Promise.all(batches.map(readInstructors))).flat();
  return new Map(found.flatMap(([id, instructor]) => (isVisible(instructor, now) ? [[id, instructor] as const] : [])));
}

/** Whether anyone may see the instructor now. What is offered is known from the profile alone. */
function isVisible({ user, profile }: VisibleInstructor, now: Instant): boolean {
  const facts = { user, profile, offeringCount: profile.skillsConfigured ? 1 : 0, now };
  return isInstructorBookable({ ...facts, enforceBackgroundCheck: backgroundCheckIsRequired() }).bookable;
}

async function readInstructors(ids: readonly UserId[]): Promise<(readonly [UserId, VisibleInstructor])[]> {
  const [users, profiles, areas] = await Promise.all([
    readAll(ids.map(userKey)),
    readAll(ids.map(instructorProfileKey)),
    readAll(ids.map(serviceAreasKey)),
  ]);
  return ids.flatMap((id, index) => {
    const [user, profile, itsAreas] = [users[index], profiles[index], areas[index]];
    return user && profile && itsAreas ? [[id, { user, profile, areas: itsAreas }] as const] : [];
  });
}
