import { isDeepStrictEqual } from "node:util";
import type { Context, Member } from "../context.ts";
import type { InstructorServiceId } from "../ids.ts";
import { DEFAULT_PRICING_CONFIG } from "../payments/pricing-config.ts";
import { requireVersion } from "../precondition.ts";
import { acceptOffering, type OfferingDraft } from "../search/accept-offering.ts";
import { formatsOf, termsOf, withTerms } from "../search/instructor-service.ts";
import { checkEnabledFormats } from "../search/offering-plans.ts";
import { type OfferingView, offeringView } from "../search/offering-view.ts";
import { requireTaughtService } from "../search/taught-service.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { changeOffering } from "./change-offering.ts";
import { readOwnInstructor, requireActiveOffering } from "./own-instructor.ts";
import { teachingPlacesOf } from "./teaching-places.ts";

export interface ServiceChanges {
  readonly instructorServiceId: InstructorServiceId;
  /** Absent members stay; null takes a text away. */
  readonly changes: Partial<OfferingDraft>;
  readonly ifMatch: readonly string[];
}

/** Changes the terms of an offering; lessons already booked keep theirs (OFF-8). */
export function updateMyService(ctx: Context<Member>, input: ServiceChanges): Promise<OfferingView> {
  return untilCommitted(() => attempt(ctx, input));
}

async function attempt(ctx: Context<Member>, { instructorServiceId, changes, ifMatch }: ServiceChanges): Promise<OfferingView> {
  const own = await readOwnInstructor(ctx.principal.userId, ctx.now);
  const before = requireActiveOffering(own, instructorServiceId);
  requireVersion(ifMatch, before.version);
  const draft: OfferingDraft = { ...termsOf(before), ...changes };
  const terms = acceptOffering(draft, requireTaughtService(before.serviceId), DEFAULT_PRICING_CONFIG.priceFloorCents);
  if (isDeepStrictEqual(terms, termsOf(before))) return offeringView(before);
  checkEnabledFormats(formatsOf(before), formatsOf(terms), teachingPlacesOf(own));
  const after = withTerms(before, terms, ctx.now);
  await commit(changeOffering(ctx, own, { before, after }));
  return offeringView(after);
}
