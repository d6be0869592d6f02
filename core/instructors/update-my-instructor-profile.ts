import { isDeepStrictEqual } from "node:util";
import type { Context, Member } from "../context.ts";
import { requireVersion } from "../precondition.ts";
import { formatsOf } from "../search/instructor-service.ts";
import { commit } from "../table/commit.ts";
import { publish } from "../table/outbox.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Write } from "../table/write.ts";
import { changeProfile, type ProfileSet } from "./change-profile.ts";
import type { InstructorProfile } from "./instructor-profile.ts";
import { firstReached } from "./lifecycle-writes.ts";
import { activitySet } from "./note-activity.ts";
import { activeOfferings, type OwnInstructor, readOwnInstructor } from "./own-instructor.ts";
import { type OwnProfileView, ownProfileView } from "./own-profile-view.ts";
import { PlaceFinder } from "./place-finder.ts";
import { checkTeachingLocationsRemain, geocodedPlaces } from "./places.ts";
import { acceptProfileChanges, type ProfileChanges } from "./profile-changes.ts";

export interface UpdateProfileInput {
  readonly changes: ProfileChanges;
  readonly ifMatch: readonly string[];
}

/** Changes the given fields of the caller's profile; what comes out the same as it was changes nothing (INS-4). */
export function updateMyInstructorProfile(ctx: Context<Member>, input: UpdateProfileInput): Promise<OwnProfileView> {
  const finder = new PlaceFinder(ctx.principal.userId, ctx.now);
  return untilCommitted(() => attempt(ctx, input, finder));
}

async function attempt(ctx: Context<Member>, { changes, ifMatch }: UpdateProfileInput, finder: PlaceFinder): Promise<OwnProfileView> {
  const { principal, now } = ctx;
  const own = await readOwnInstructor(principal.userId, now);
  const { user, profile } = own;
  requireVersion(ifMatch, profile.version);
  const accepted = acceptProfileChanges(changes, profile);
  const { preferredTeachingLocations, preferredPublicSpaces, ...plain } = accepted;
  const set = differing(profile, {
    ...plain,
    ...(plain.bio === undefined ? {} : { bioIsDefault: false }),
    ...(preferredTeachingLocations && { preferredTeachingLocations: await finder.settle(preferredTeachingLocations) }),
    ...(preferredPublicSpaces && { preferredPublicSpaces: await finder.settle(preferredPublicSpaces) }),
  });
  const fields = Object.keys(set);
  if (fields.length === 0) return ownProfileView(own, now);
  checkLastTeachingLocation(own, set);
  const changed = changeProfile(user, profile, { ...set, ...activitySet(profile, now) }, now);
  await commit([
    changed.write,
    publish(ctx, "instructor.profile_changed", { instructorId: profile.instructorId, fields }),
    ...consequences(ctx, own, set),
  ]);
  return ownProfileView({ ...own, profile: changed.profile }, now);
}

/** Those of the members that are not what they were. */
function differing(profile: InstructorProfile, wanted: ProfileSet): ProfileSet {
  const members = Object.entries(wanted).filter(([name, value]) => !isDeepStrictEqual(Reflect.get(profile, name), value));
  return Object.fromEntries(members);
}

/** Only taking the last one away is refused: whoever has none yet may still edit the list (PLP-8). */
function checkLastTeachingLocation(own: OwnInstructor, { preferredTeachingLocations }: ProfileSet): void {
  if (!preferredTeachingLocations || geocodedPlaces(own.profile.preferredTeachingLocations).length === 0) return;
  checkTeachingLocationsRemain(preferredTeachingLocations, activeOfferings(own).map(formatsOf));
}

function consequences(ctx: Context, { profile, reachedStages }: OwnInstructor, set: ProfileSet): Write[] {
  const { instructorId } = profile;
  const isSubmitted = set.bio !== undefined || set.yearsExperience !== undefined;
  return [
    ...(set.preferredTeachingLocations ? [publish(ctx, "instructor.teaching_locations_changed", { instructorId })] : []),
    ...(isSubmitted && !reachedStages.has("profile_submitted") ? [firstReached(instructorId, "profile_submitted", ctx.now)] : []),
  ];
}
