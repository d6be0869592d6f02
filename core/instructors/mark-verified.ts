import type { Context } from "../context.ts";
import type { UserId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { instructorProfileKey, userKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { readAll } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import type { Instant } from "../time.ts";
import { changeProfile } from "./change-profile.ts";
import { instructorNotFound } from "./is-instructor-bookable.ts";

/** What was still missing before going live, but for what the instructor does alone. */
export interface Verification {
  readonly instructorId: UserId;
  readonly identityVerifiedAt: Instant;
  readonly clearance: "valid";
  readonly payoutsReady: true;
}

/**
 * Says that identity, background check and payouts of an instructor are in order, as their parts will. On one machine only, where no
 * provider can: for the seed and for whoever wants to go live there.
 */
export function markVerified(ctx: Context, instructorId: UserId): Promise<Verification> {
  return untilCommitted(() => attempt(ctx, instructorId));
}

async function attempt(ctx: Context, instructorId: UserId): Promise<Verification> {
  const [user, before] = await readAll([userKey(instructorId), instructorProfileKey(instructorId)]);
  if (!user || !before || before.deletedAt !== undefined) throw instructorNotFound();
  const set = {
    identityVerifiedAt: before.identityVerifiedAt ?? ctx.now,
    identityNameMismatch: false,
    clearance: "valid",
    clearanceValidUntil: undefined,
    payoutsReady: true,
  } as const;
  const { write } = changeProfile(user, before, set, ctx.now);
  await commit([write, publish(ctx, "instructor.profile_changed", { instructorId, fields: Object.keys(set) })]);
  const { identityVerifiedAt, clearance, payoutsReady } = set;
  return { instructorId, identityVerifiedAt, clearance, payoutsReady };
}
