import type { Context, Member } from "../context.ts";
import { readOwnInstructor } from "./own-instructor.ts";
import { type OwnProfileView, ownProfileView } from "./own-profile-view.ts";

/** The caller's own profile. */
export async function getMyInstructorProfile({ principal, now }: Context<Member>): Promise<OwnProfileView> {
  return ownProfileView(await readOwnInstructor(principal.userId, now), now);
}
