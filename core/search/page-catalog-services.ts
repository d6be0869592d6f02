import type { Context } from "../context.ts";
import { fromCursor, type ListIdentity, toCursor } from "../table/page.ts";
import type { CatalogService } from "./category.ts";
import { listCatalogServices, type ServiceFilter } from "./list-catalog-services.ts";

export interface CatalogPage {
  readonly services: readonly CatalogService[];
  readonly nextCursor: string | null;
}

/** A page of the services that satisfy the filter, in the order of the tree; the cursor holds the last one's id. */
export async function pageCatalogServices(ctx: Context, filter: ServiceFilter, limit: number, cursor?: string): Promise<CatalogPage> {
  const list: ListIdentity = { operationId: "listCatalogServices", viewer: "anyone", filters: { ...filter } };
  const matching = listCatalogServices(filter);
  const last = cursor === undefined ? undefined : (await fromCursor(cursor, list, ctx.now)).serviceId;
  const start = matching.findIndex((service) => service.serviceId === last) + 1;
  const services = matching.slice(start, start + limit);
  const end = services.at(-1);
  const isMore = start + limit < matching.length;
  return { services, nextCursor: end && isMore ? await toCursor({ serviceId: end.serviceId }, list, ctx.now) : null };
}
