import { present } from "../table/condition.ts";
import { instructorProfileKey } from "../table/keys.ts";
import { update, type Write } from "../table/write.ts";
import { HOUR_MS, type Instant, millisecondsBetween } from "../time.ts";
import type { InstructorProfile } from "./instructor-profile.ts";

type LastActivity = Pick<InstructorProfile, "lastActiveAt">;

/**
 * Notes in the caller's transaction that the instructor did something, at most once an hour (INS-20). The version stays: it names what the
 * owner edits, and an editor open elsewhere has missed nothing.
 */
export function noteActivity(profile: LastActivity & Pick<InstructorProfile, "instructorId">, now: Instant): Write[] {
  const set = activitySet(profile, now);
  return set.lastActiveAt === undefined ? [] : [update(instructorProfileKey(profile.instructorId), { set }, present)];
}

/** The same for a write of the profile itself; a transaction writes an item once only. */
export function activitySet({ lastActiveAt }: LastActivity, now: Instant): LastActivity {
  return lastActiveAt !== undefined && millisecondsBetween(lastActiveAt, now) < HOUR_MS ? {} : { lastActiveAt: now };
}
