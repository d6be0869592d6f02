import { absent, unchanged } from "../table/condition.ts";
import { offeredServiceKey, offeringBookedKey, offeringKey, offeringOwnerKey, offersOfService } from "../table/keys.ts";
import { check, put, remove, update, type Write } from "../table/write.ts";
import type { InstructorService } from "./instructor-service.ts";

// Search finds an offering only while it is active and its instructor live, so every write of one says whether the instructor is.

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

/** Stores the next version of an offering. */
export function changedOfferingWrite(before: InstructorService, after: InstructorService, isLive: boolean): Write {
  const { instructorId, instructorServiceId, version } = before;
  const index = { gsi3: searchPlace(after, isLive) };
  return put(offeringKey(instructorId, instructorServiceId), after, unchanged({ version }), { index });
}

/** Deletes an offering that was never booked, with its marks; a booking made meanwhile makes the transaction fail (OFF-6). */
export function deletedOfferingWrites({ instructorId, instructorServiceId, serviceId, version }: InstructorService): Write[] {
  return [
    remove(offeringKey(instructorId, instructorServiceId), unchanged({ version })),
    remove(offeredServiceKey(instructorId, serviceId), unchanged({ instructorServiceId })),
    remove(offeringOwnerKey(instructorServiceId), unchanged({ instructorId })),
    check(offeringBookedKey(instructorId, instructorServiceId), absent),
  ];
}

/** Shows an unchanged offering to search, or hides it, as its instructor goes live or offline. */
export function offeringPlaceWrite(offering: InstructorService, isLive: boolean): Write {
  const { instructorId, instructorServiceId, version } = offering;
  const index = { gsi3: searchPlace(offering, isLive) };
  return update(offeringKey(instructorId, instructorServiceId), {}, unchanged({ version }), { index });
}

function searchPlace({ serviceId, instructorId, isActive }: InstructorService, isLive: boolean) {
  return isActive && isLive ? offersOfService(serviceId, instructorId) : null;
}
