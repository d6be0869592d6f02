import { unchanged } from "../table/condition.ts";
import { instructorProfileKey } from "../table/keys.ts";
import { type Changes, update, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import type { InstructorProfile } from "./instructor-profile.ts";
import { namePlace } from "./name-place.ts";
import type { NamedUser } from "./public-profile.ts";

/** Members of a profile that get another value; `undefined` takes one away. */
export type ProfileSet = NonNullable<Changes<InstructorProfile>["set"]>;

export interface ChangedProfile {
  readonly profile: InstructorProfile;
  readonly write: Write;
}

/**
 * The next version of a profile. Only the given members are written, because others, such as the count of lessons, are kept by their own
 * parts without a version; the place in the search by name follows `isLive`.
 */
export function changeProfile(user: NamedUser, before: InstructorProfile, set: ProfileSet, now: Instant): ChangedProfile {
  const { instructorId, version } = before;
  const versioned: ProfileSet = { ...set, version: version + 1, updatedAt: now };
  const profile = withChanges(before, versioned);
  const index = { gsi3: namePlace(instructorId, user, profile.isLive) };
  return { profile, write: update(instructorProfileKey(instructorId), { set: versioned }, unchanged({ version }), { index }) };
}

/** The assertion holds because `set` has a profile's members with a profile's values, and `undefined` only where one may be absent. */
function withChanges(before: InstructorProfile, set: ProfileSet): InstructorProfile {
  const members = Object.entries({ ...before, ...set }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as unknown as InstructorProfile;
}
