import { isHosted } from "../../core/config.ts";
import { CSRF_ORIGIN_MISMATCH, DomainError, METHOD_NOT_ALLOWED, ROUTE_NOT_FOUND, URI_TOO_LONG } from "../../core/errors.ts";
import { passesOriginRule } from "../../core/identity/origin-policy.ts";
import { equalSecrets } from "../../core/identity/secret-hash.ts";
import { optionalSecret } from "../../core/secrets.ts";
import { frontends } from "./allowed-origins.ts";
import { cookie } from "./cookies.ts";
import type { Endpoint } from "./endpoint.ts";
import { type HttpEvent, header, type Middleware } from "./exchange.ts";
import { allowedMethods, isStaticRoute } from "./route-table.ts";

const MOST_URL_BYTES = 8 * 1024;

/** What is decided before anybody asks who is calling: came through our edge, right route, right origin (API-9, SEC-1, SEC-6). */
export function edgeRules(contract: Endpoint): Middleware {
  const hasParameters = contract.path.includes("{");
  return {
    async before({ event }) {
      if (isHosted() && !(await cameThroughTheEdge(event))) throw unknownRoute();
      // API Gateway matches method and path together, so `PATCH /bookings/upcoming` arrives at `PATCH /bookings/{bookingId}`.
      if (hasParameters && isStaticRoute(event.rawPath)) throw methodNotAllowed(event.rawPath);
      if (event.rawPath.length + event.rawQueryString.length > MOST_URL_BYTES) {
        throw new DomainError(URI_TOO_LONG, "The address may have at most 8 KiB.");
      }
      if (!passesOriginRule(frontends(), originOf(event, contract))) {
        throw new DomainError(CSRF_ORIGIN_MISMATCH, "Requests that change something are taken from the product's own site only.");
      }
    },
  };
}

export function unknownRoute(): DomainError {
  return new DomainError(ROUTE_NOT_FOUND, "There is no such address. See /docs for what there is.");
}

export function methodNotAllowed(path: string): DomainError {
  const allow = allowedMethods(path).join(", ");
  return new DomainError(METHOD_NOT_ALLOWED, `This address answers ${allow}.`, {}, { headers: { allow } });
}

async function cameThroughTheEdge(event: HttpEvent): Promise<boolean> {
  const presented = header(event, "x-origin-secret") ?? "";
  const valid = ((await optionalSecret("ORIGIN_SECRETS")) ?? "").split(",").filter((value) => value !== "");
  return valid.some((value) => equalSecrets(value, presented));
}

function originOf(event: HttpEvent, contract: Endpoint) {
  return {
    method: contract.method,
    origin: header(event, "origin"),
    referer: header(event, "referer"),
    authenticatedByCookie: header(event, "authorization") === undefined && (cookie(event, "sid") ?? cookie(event, "rid")) !== undefined,
    isWebhook: contract.path.startsWith("/api/v1/webhooks/"),
  };
}
