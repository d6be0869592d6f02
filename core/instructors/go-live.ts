import type { Context, Member } from "../context.ts";
import { offeringPlaceWrite } from "../search/offering-writes.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { changeProfile } from "./change-profile.ts";
import { decideGoLive } from "./decide-go-live.ts";
import { goLiveFacts } from "./go-live-facts.ts";
import { visibilityWrites } from "./lifecycle-writes.ts";
import { activitySet } from "./note-activity.ts";
import { activeOfferings, readOwnInstructor } from "./own-instructor.ts";
import { type OwnProfileView, ownProfileView } from "./own-profile-view.ts";
import { comeLive } from "./visibility.ts";

/**
 * Makes the caller's profile visible and bookable. Clearance, payouts and identity lie on the profile, so the condition on its version
 * covers a check that is lost meanwhile (GOL-5).
 */
export function goLive(ctx: Context<Member>): Promise<OwnProfileView> {
  return untilCommitted(() => attempt(ctx));
}

async function attempt(ctx: Context<Member>): Promise<OwnProfileView> {
  const { principal, now } = ctx;
  const own = await readOwnInstructor(principal.userId, now);
  const { user, profile } = own;
  const decision = decideGoLive({ ...goLiveFacts(own, now), accountStatus: user.accountStatus });
  if (!decision.changed) return ownProfileView(own, now);
  const { onboardingCompletedAt } = decision;
  const changed = changeProfile(user, profile, { ...comeLive(now), onboardingCompletedAt, ...activitySet(profile, now) }, now);
  await commit([
    changed.write,
    ...activeOfferings(own).map((offering) => offeringPlaceWrite(offering, true)),
    ...visibilityWrites(ctx, profile, changed.profile),
  ]);
  return ownProfileView({ ...own, profile: changed.profile }, now);
}
