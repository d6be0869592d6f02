import { isHosted, optionalEnvironment, stage } from "../../core/config.ts";
import { betaHeaders, OPEN_MARKETPLACE } from "../../core/identity/beta-gates.ts";
import { isAllowedOrigin } from "../../core/identity/origin-policy.ts";
import { frontends } from "./allowed-origins.ts";
import { type HttpAnswer, type HttpEvent, type HttpRequest, header, type Middleware } from "./exchange.ts";

const EXPOSED =
  "X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-RateLimit-Policy, X-RateLimit-Shadow, Retry-After, ETag, " +
  "Location, x-beta-phase, x-beta-allow-signup, X-Captcha-Required, Idempotency-Replayed, Deprecation, Sunset, Link, X-Api-Version";

/** Puts the headers on that every answer carries, problems included (API-38 to API-41, SEC-3, SEC-4). */
export function responseHeaders(): Middleware {
  const add = (request: HttpRequest) => {
    if (request.response) request.response = withHeaders(request.response, request);
  };
  return { after: add, onError: add };
}

function withHeaders(answer: HttpAnswer, { event, internal }: HttpRequest): HttpAnswer {
  return {
    ...answer,
    headers: {
      "x-request-id": internal.requestId,
      ...SECURITY,
      "x-site-mode": stage(),
      ...(isHosted() ? HOSTED : {}),
      ...(event.rawPath.startsWith("/api/v1/") ? { "x-api-version": "v1" } : {}),
      ...beta(),
      ...corsHeaders(event),
      ...rateHeaders(internal),
      vary: "Accept-Encoding, Origin",
      ...answer.headers,
    },
  };
}

const SECURITY = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
} as const;

const HOSTED = { "strict-transport-security": "max-age=31536000; includeSubDomains; preload" } as const;

function beta(): Record<string, string> {
  const headers = betaHeaders(OPEN_MARKETPLACE);
  return {
    ...headers,
    "x-phase": headers["x-beta-phase"] ?? "unknown",
    ...(stage() === "preview" ? { "x-robots-tag": "noindex, nofollow" } : {}),
  };
}

/** The CORS headers of an answer to an allowed origin (SEC-3); none for others. */
export function corsHeaders(event: HttpEvent): Record<string, string> {
  const origin = header(event, "origin");
  if (origin === undefined || !isAllowedOrigin(frontends(), origin)) return {};
  return { "access-control-allow-origin": origin, "access-control-allow-credentials": "true", "access-control-expose-headers": EXPOSED };
}

/** RL-7. In stub mode nothing is counted and every key is full (RL-15). */
function rateHeaders({ rate }: HttpRequest["internal"]): Record<string, string> {
  if (!rate) return {};
  return {
    "x-ratelimit-limit": String(rate.limit),
    "x-ratelimit-remaining": String(rate.remaining),
    "x-ratelimit-reset": String(rate.resetEpochSeconds),
    "x-ratelimit-policy": rate.policy,
    "x-ratelimit-shadow": String(rate.shadow),
  };
}

/** The commit the process runs, on the probe (SEC-4). */
export function commitHeader(): Record<string, string> {
  return { "x-commit-sha": optionalEnvironment("COMMIT_SHA") ?? "unknown" };
}
