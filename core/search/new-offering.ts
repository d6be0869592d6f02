import { newId, type UserId } from "../ids.ts";
import { absent } from "../table/condition.ts";
import { offeredServiceKey, offeringKey, offeringOwnerKey, offersOfService } from "../table/keys.ts";
import { put, type Write } from "../table/write.ts";
import type { Instant } from "../time.ts";
import type { CatalogService } from "./category.ts";
import type { InstructorService, OfferingTerms } from "./instructor-service.ts";

export function newOffering(instructorId: UserId, service: CatalogService, terms: OfferingTerms, now: Instant): InstructorService {
  const instructorServiceId = newId("isv", now);
  const { serviceId, name, categoryId } = service;
  const copies = { serviceId, serviceName: name, categoryId };
  return { instructorServiceId, instructorId, ...copies, ...terms, isActive: true, version: 1, createdAt: now, updatedAt: now };
}

/**
 * Stores a new offering with the two marks that go with it: one offering per instructor and service (OFF-1), and who owns it. Search
 * finds it only while its instructor is live.
 */
export function newOfferingWrites(offering: InstructorService, isLive: boolean): Write[] {
  const { instructorId, instructorServiceId, serviceId } = offering;
  return [
    put(offeringKey(instructorId, instructorServiceId), offering, absent, { index: { gsi3: searchPlace(offering, isLive) } }),
    put(offeredServiceKey(instructorId, serviceId), { instructorServiceId }, absent),
    put(offeringOwnerKey(instructorServiceId), { instructorId }, absent),
  ];
}

/** Where search finds an offering of a live instructor; nowhere while the offering is inactive or its instructor offline. */
export function searchPlace({ serviceId, instructorId, isActive }: InstructorService, isLive: boolean) {
  return isActive && isLive ? offersOfService(serviceId, instructorId) : null;
}
