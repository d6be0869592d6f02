import type { ServiceId } from "../ids.ts";
import type { TaughtService } from "./accept-offering.ts";
import { requireCatalogService, requireSubcategory } from "./catalog.ts";

/** The service with the subcategory whose filters apply to it; 404 `CATALOG_SERVICE_NOT_FOUND`. */
export function requireTaughtService(serviceId: ServiceId): TaughtService {
  const service = requireCatalogService(serviceId);
  return { service, subcategory: requireSubcategory(service.subcategoryId) };
}
