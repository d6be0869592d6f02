import type { Context, Member } from "../context.ts";
import type { ServiceId } from "../ids.ts";
import { DEFAULT_PRICING_CONFIG } from "../payments/pricing-config.ts";
import { acceptOffering, type OfferingDraft } from "../search/accept-offering.ts";
import { formatsOf, withTerms } from "../search/instructor-service.ts";
import { newOffering } from "../search/new-offering.ts";
import { checkEnabledFormats, planAddition } from "../search/offering-plans.ts";
import { type OfferingView, offeringView } from "../search/offering-view.ts";
import { requireTaughtService } from "../search/taught-service.ts";
import { commit } from "../table/commit.ts";
import { untilCommitted } from "../table/retry.ts";
import { changeOffering } from "./change-offering.ts";
import { readOwnInstructor } from "./own-instructor.ts";
import { teachingPlacesOf } from "./teaching-places.ts";

export interface NewServiceInput extends OfferingDraft {
  readonly serviceId: ServiceId;
}

export interface AddedService {
  readonly offering: OfferingView;
  /** False when a kept record came back (OFF-6). */
  readonly isNew: boolean;
}

/** Offers one more service. A profile that was offline for want of one is live again with it, if nothing else is missing (GOL-7). */
export function addMyService(ctx: Context<Member>, input: NewServiceInput): Promise<AddedService> {
  return untilCommitted(() => attempt(ctx, input));
}

async function attempt(ctx: Context<Member>, { serviceId, ...draft }: NewServiceInput): Promise<AddedService> {
  const { principal, now, idempotency } = ctx;
  const [key, own] = await Promise.all([idempotency?.claim(), readOwnInstructor(principal.userId, ctx.now)]);
  const taught = requireTaughtService(serviceId);
  const kept = planAddition(own.offerings, serviceId);
  const terms = acceptOffering(draft, taught, DEFAULT_PRICING_CONFIG.priceFloorCents);
  checkEnabledFormats([], formatsOf(terms), teachingPlacesOf(own));
  const offering = kept ? withTerms(kept, terms, now) : newOffering(principal.userId, taught.service, terms, now);
  const writes = changeOffering(ctx, own, { ...(kept ? { before: kept } : {}), after: offering });
  const answer = offeringView(offering);
  await commit([...writes, ...(key ? [key.completion(kept ? 200 : 201, answer)] : [])]);
  return { offering: answer, isNew: kept === undefined };
}
