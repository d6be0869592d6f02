import { DomainError } from "../errors.ts";
import type { ServiceId } from "../ids.ts";
import type { PricingFormat } from "../payments/pricing-format.ts";
import type { InstructorService } from "./instructor-service.ts";
import { DUPLICATE_SERVICE, NO_SERVICE_AREAS, NO_TEACHING_LOCATIONS, SERVICE_ALREADY_OFFERED, TOO_MANY_SERVICES } from "./search-errors.ts";

export const MOST_ACTIVE_OFFERINGS = 20;

/** The kept record that comes back with the new terms, or undefined for a new offering (OFF-1, OFF-6). */
export function planAddition(existing: readonly InstructorService[], serviceId: ServiceId): InstructorService | undefined {
  const kept = existing.find((offering) => offering.serviceId === serviceId);
  if (kept?.isActive) throw new DomainError(SERVICE_ALREADY_OFFERED, "You offer this service already; change that offering.");
  if (existing.filter((offering) => offering.isActive).length >= MOST_ACTIVE_OFFERINGS) {
    throw new DomainError(TOO_MANY_SERVICES, `Remove a service first; ${MOST_ACTIVE_OFFERINGS} are the most.`, {
      max: MOST_ACTIVE_OFFERINGS,
    });
  }
  return kept;
}

export interface Replacement {
  /** The wanted services in their order, each with the record that it continues. */
  readonly wanted: readonly { readonly serviceId: ServiceId; readonly existing: InstructorService | undefined }[];
  readonly removed: readonly InstructorService[];
}

/** What a replace-all does: continue or add the listed services, remove the other active ones (OFF-7). */
export function planReplacement(existing: readonly InstructorService[], serviceIds: readonly ServiceId[]): Replacement {
  const distinct = new Set(serviceIds);
  if (distinct.size < serviceIds.length) throw new DomainError(DUPLICATE_SERVICE, "List each service once.");
  if (distinct.size > MOST_ACTIVE_OFFERINGS) {
    throw new DomainError(TOO_MANY_SERVICES, `List at most ${MOST_ACTIVE_OFFERINGS} services.`, { max: MOST_ACTIVE_OFFERINGS });
  }
  return {
    wanted: serviceIds.map((serviceId) => ({ serviceId, existing: existing.find((offering) => offering.serviceId === serviceId) })),
    removed: existing.filter((offering) => offering.isActive && !distinct.has(offering.serviceId)),
  };
}

export interface TeachingPlaces {
  readonly isLive: boolean;
  readonly serviceAreaCount: number;
  readonly geocodedTeachingLocationCount: number;
}

/** A live instructor may not switch a format on that has no place yet; before going live it is checked there (OFF-5). */
export function checkEnabledFormats(before: readonly PricingFormat[], after: readonly PricingFormat[], places: TeachingPlaces): void {
  if (!places.isLive) return;
  const enabled = after.filter((format) => !before.includes(format));
  if (enabled.includes("student_location") && places.serviceAreaCount === 0) {
    throw new DomainError(NO_SERVICE_AREAS, "Add a service area before you offer to travel.");
  }
  if (enabled.includes("instructor_location") && places.geocodedTeachingLocationCount === 0) {
    throw new DomainError(NO_TEACHING_LOCATIONS, "Add a teaching place before you offer lessons there.");
  }
}
