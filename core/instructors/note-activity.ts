import { present } from "../table/condition.ts";
import { instructorProfileKey } from "../table/keys.ts";
import { update, type Write } from "../table/write.ts";
import { HOUR_MS, type Instant, millisecondsBetween } from "../time.ts";
import type { InstructorProfile } from "./instructor-profile.ts";

/**
 * Notes in the caller's transaction that the instructor did something, at most once an hour (INS-20). The version stays: it names what the
 * owner edits, and an editor open elsewhere has missed nothing.
 */
export function noteActivity(
  { instructorId, lastActiveAt }: Pick<InstructorProfile, "instructorId" | "lastActiveAt">,
  now: Instant,
): Write[] {
  if (lastActiveAt !== undefined && millisecondsBetween(lastActiveAt, now) < HOUR_MS) return [];
  return [update(instructorProfileKey(instructorId), { set: { lastActiveAt: now } }, present)];
}
