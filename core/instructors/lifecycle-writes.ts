import type { Context } from "../context.ts";
import { newId, type UserId } from "../ids.ts";
import { absent } from "../table/condition.ts";
import { lifecycleEventKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { put, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import type { InstructorProfile } from "./instructor-profile.ts";
import type { LifecycleStage } from "./lifecycle-event.ts";

/** Records the first time that an instructor reaches a stage (FUN-1). */
export function firstReached(instructorId: UserId, stage: LifecycleStage, now: Instant): Write {
  return put(lifecycleEventKey(instructorId, stage), { stage, at: now }, absent);
}

/** The event and the record of going live or offline, if the change is one (GOL-5, FUN-1). */
export function visibilityWrites(ctx: Context, before: InstructorProfile, after: InstructorProfile): Write[] {
  const { instructorId, isLive, offlineReason } = after;
  if (isLive === before.isLive && offlineReason === before.offlineReason) return [];
  const firstTime = isLive && before.onboardingCompletedAt === undefined;
  const event = { instructorId, isLive, reason: offlineReason ?? null, firstTime };
  return [publish(ctx, "instructor.visibility_changed", event), ...recorded(before, after, firstTime, ctx.now)];
}

/** `paused` and `reactivated` are recorded each time, going live for the first time once. */
function recorded(before: InstructorProfile, { instructorId, isLive }: InstructorProfile, firstTime: boolean, now: Instant): Write[] {
  if (isLive === before.isLive) return [];
  if (firstTime) return [firstReached(instructorId, "went_live", now)];
  const stage = isLive ? "reactivated" : "paused";
  return [put(lifecycleEventKey(instructorId, newId("lce", now)), { stage, at: now }, absent)];
}
