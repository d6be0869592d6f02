import type { Context } from "../context.ts";
import { DEFAULT_PRICING_CONFIG } from "../payments/pricing-config.ts";
import { requireCatalogService } from "./catalog.ts";
import { type PriceFloorsView, priceFloorsView, type ServiceView, serviceView } from "./catalog-views.ts";
import { readServiceFigures, type ServiceFigures } from "./read-service-figures.ts";

export interface CatalogServiceDetail extends ServiceView {
  readonly stats: ServiceFigures & { readonly demandScore: number; readonly isTrending: boolean };
  readonly priceFloors: PriceFloorsView;
}

/** A service by id or slug with what its market is like. Searches are not counted yet, so nothing is in demand (CAT-5, CAT-6). */
export async function getCatalogService(ctx: Context, slugOrId: string): Promise<CatalogServiceDetail> {
  const service = requireCatalogService(slugOrId);
  const figures = await readServiceFigures(ctx, service.serviceId);
  return {
    ...serviceView(service),
    stats: { ...figures, demandScore: 0, isTrending: false },
    priceFloors: priceFloorsView(DEFAULT_PRICING_CONFIG.priceFloorCents),
  };
}
