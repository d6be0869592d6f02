import { newId, type UserId } from "../ids.ts";
import type { Instant } from "../time.ts";
import type { CatalogService } from "./category.ts";
import type { InstructorService, OfferingTerms } from "./instructor-service.ts";

export function newOffering(instructorId: UserId, service: CatalogService, terms: OfferingTerms, now: Instant): InstructorService {
  const { serviceId, name, categoryId } = service;
  return {
    instructorServiceId: newId("isv", now),
    instructorId,
    serviceId,
    serviceName: name,
    categoryId,
    ...terms,
    isActive: true,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
