import type { Context, Member } from "../context.ts";
import type { InstructorServiceId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { offeringBookedKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { changeOffering } from "./change-offering.ts";
import { readOwnInstructor, requireActiveOffering } from "./own-instructor.ts";

/** Stops offering a service. What bookings refer to is kept, inactive (OFF-6); without any offering the profile goes offline (GOL-6). */
export function removeMyService(ctx: Context<Member>, instructorServiceId: InstructorServiceId): Promise<void> {
  return untilCommitted(() => attempt(ctx, instructorServiceId));
}

async function attempt(ctx: Context<Member>, instructorServiceId: InstructorServiceId): Promise<void> {
  const { userId } = ctx.principal;
  const [own, firstBooking] = await Promise.all([readOwnInstructor(userId, ctx.now), read(offeringBookedKey(userId, instructorServiceId))]);
  const before = requireActiveOffering(own, instructorServiceId);
  const kept = { ...before, isActive: false, version: before.version + 1, updatedAt: ctx.now };
  await commit(changeOffering(ctx, own, { before, ...(firstBooking ? { after: kept } : {}) }));
}
