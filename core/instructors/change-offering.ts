import type { Context } from "../context.ts";
import { required } from "../errors.ts";
import { type InstructorService, termsOf } from "../search/instructor-service.ts";
import { changedOfferingWrite, deletedOfferingWrites, newOfferingWrites, offeringPlaceWrite } from "../search/offering-writes.ts";
import { publish } from "../table/outbox.ts";
import type { Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import { defaultBio } from "./bio.ts";
import { changeProfile, type ProfileSet } from "./change-profile.ts";
import { goLiveFacts } from "./go-live-facts.ts";
import { missingPrerequisites } from "./go-live-prerequisites.ts";
import { firstReached, visibilityWrites } from "./lifecycle-writes.ts";
import { activitySet } from "./note-activity.ts";
import { activeOfferings, type OwnInstructor } from "./own-instructor.ts";
import { comeLive, comesBackByItself, takeOffline } from "./visibility.ts";

/** What happens to one offering: without `before` it is new, without `after` it is deleted. */
export interface OfferingChange {
  readonly before?: InstructorService;
  readonly after?: InstructorService;
}

/**
 * A change of an offering with all that follows from it, for one transaction. The profile's version counts these changes too: it says what
 * can be booked, and a booking made on an older version must fail.
 */
export function changeOffering(ctx: Context, own: OwnInstructor, change: OfferingChange): Write[] {
  const { user, profile } = own;
  const others = own.offerings.filter((offering) => offering !== change.before);
  const offerings = change.after ? inOrderOfCreation([...others, change.after]) : others;
  const set = { ...profileSet({ ...own, offerings }, ctx.now), ...activitySet(profile, ctx.now) };
  const changed = changeProfile(user, profile, set, ctx.now);
  const { isLive, skillsConfigured } = changed.profile;
  const isFirst = skillsConfigured && !own.reachedStages.has("services_configured");
  return [
    changed.write,
    ...offeringWrites(change, isLive),
    ...(isLive === profile.isLive ? [] : activeOfferings({ offerings: others }).map((offering) => offeringPlaceWrite(offering, isLive))),
    ...(isFirst ? [firstReached(profile.instructorId, "services_configured", ctx.now)] : []),
    offeringChanged(ctx, own, change),
    ...(changed.profile.bio === profile.bio ? [] : [bioChanged(ctx, own)]),
    ...visibilityWrites(ctx, profile, changed.profile),
  ];
}

/** What the profile takes from its offerings (INS-10, OFF-7, GOL-6, GOL-7). */
function profileSet(own: OwnInstructor, now: Instant): ProfileSet {
  const { profile, user } = own;
  const active = activeOfferings(own);
  const visibility =
    active.length === 0
      ? profile.isLive && takeOffline(profile, "no_services", now)
      : comesBackByItself(profile, missingPrerequisites(goLiveFacts(own, now))) && comeLive(now);
  const serviceNames = active.map((offering) => offering.serviceName);
  return {
    skillsConfigured: active.length > 0,
    ...(profile.bioIsDefault ? { bio: defaultBio({ firstName: user.firstName, serviceNames }) } : {}),
    ...(visibility || {}),
  };
}

function offeringWrites({ before, after }: OfferingChange, isLive: boolean): Write[] {
  if (before && after) return [changedOfferingWrite(before, after, isLive)];
  if (after) return newOfferingWrites(after, isLive);
  return before ? deletedOfferingWrites(before) : [];
}

/** An inactive offering has no terms for anyone. */
function offeringChanged(ctx: Context, { profile }: OwnInstructor, { before, after }: OfferingChange): Write {
  const { serviceId } = required(after ?? before, "a change is of some offering");
  const offered = (offering: InstructorService | undefined) => (offering?.isActive ? termsOf(offering) : null);
  const terms = { before: offered(before), after: offered(after) };
  return publish(ctx, "instructor_service.changed", { instructorId: profile.instructorId, serviceId, ...terms });
}

function bioChanged(ctx: Context, { profile }: OwnInstructor): Write {
  return publish(ctx, "instructor.profile_changed", { instructorId: profile.instructorId, fields: ["bio"] });
}

function inOrderOfCreation(offerings: readonly InstructorService[]): InstructorService[] {
  return offerings.toSorted((one, other) => (one.instructorServiceId < other.instructorServiceId ? -1 : 1));
}
