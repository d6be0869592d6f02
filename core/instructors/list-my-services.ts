import type { Context, Member } from "../context.ts";
import { type OfferingView, offeringView } from "../search/offering-view.ts";
import { readOfferings } from "../search/read-offerings.ts";
import { instructorProfileKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { profileNotFound } from "./own-instructor.ts";

/** The caller's offerings in the order of their creation, on demand with those that are kept for their bookings. */
export async function listMyServices({ principal }: Context<Member>, includeInactive: boolean): Promise<OfferingView[]> {
  const { userId } = principal;
  const [profile, offerings] = await Promise.all([read(instructorProfileKey(userId)), readOfferings(userId)]);
  if (!profile || profile.deletedAt !== undefined) throw profileNotFound();
  return offerings.filter((offering) => includeInactive || offering.isActive).map(offeringView);
}
