import type { RouteConfig } from "@asteasolutions/zod-to-openapi";
import {
  INTERNAL_ERROR,
  MALFORMED_REQUEST,
  METHOD_NOT_ALLOWED,
  NOT_ACCEPTABLE,
  OPERATION_IN_PROGRESS,
  PAYLOAD_TOO_LARGE,
  type Problem,
  RATE_LIMIT_EXCEEDED,
  ROUTE_NOT_FOUND,
  required,
  SERVICE_UNAVAILABLE,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_REVOKED,
  UNAUTHENTICATED,
  UNSUPPORTED_MEDIA_TYPE,
  UPSTREAM_TIMEOUT,
  URI_TOO_LONG,
  VALIDATION_FAILED,
} from "../../core/errors.ts";
import type { Endpoint } from "../../functions/http/endpoint.ts";
import { problemsOf } from "./problems-of.ts";
import { problemSchema, ref } from "./shared-components.ts";

/** Headers of every answer. */
export const EVERY_ANSWER = { "X-Request-Id": ref("headers", "RequestId") };

/** Where the caller stands in the bucket of the operation. */
export const RATE_HEADERS = {
  "X-RateLimit-Limit": ref("headers", "RateLimit"),
  "X-RateLimit-Remaining": ref("headers", "RateRemaining"),
  "X-RateLimit-Reset": ref("headers", "RateReset"),
  "X-RateLimit-Policy": ref("headers", "RatePolicy"),
  "X-RateLimit-Shadow": ref("headers", "RateShadow"),
};

/** Every refusal of the operation, by status (API-52, API-56). */
export function problemResponses(contract: Endpoint): RouteConfig["responses"] {
  const byStatus = Map.groupBy(problemsOf(contract), (problem) => problem.status);
  return Object.fromEntries([...byStatus].map(([status, these]) => [status, sharedRefusal(these) ?? refusal(status, these)]));
}

/** Answers of nearly every operation, which stand in the document once. */
export function sharedRefusals() {
  return Object.fromEntries(
    Object.entries(SHARED_REFUSALS).map(([name, problems]) => [name, refusal(required(problems[0], "it has a problem").status, problems)]),
  );
}

function sharedRefusal(problems: readonly Problem[]) {
  const codes = codesOf(problems);
  const found = Object.entries(SHARED_REFUSALS).find(([, shared]) => codesOf(shared) === codes);
  return found && ref("responses", found[0]);
}

function codesOf(problems: readonly Problem[]): string {
  return problems.map(({ code }) => code).join();
}

const SHARED_REFUSALS: Readonly<Record<string, readonly Problem[]>> = {
  MalformedRequest: [MALFORMED_REQUEST],
  Unauthenticated: [TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_REVOKED, UNAUTHENTICATED],
  RouteNotFound: [ROUTE_NOT_FOUND],
  MethodNotAllowed: [METHOD_NOT_ALLOWED],
  NotAcceptable: [NOT_ACCEPTABLE],
  PayloadTooLarge: [PAYLOAD_TOO_LARGE],
  UriTooLong: [URI_TOO_LONG],
  UnsupportedMediaType: [UNSUPPORTED_MEDIA_TYPE],
  ValidationFailed: [VALIDATION_FAILED],
  RateLimitExceeded: [RATE_LIMIT_EXCEEDED],
  InternalError: [INTERNAL_ERROR],
  ServiceUnavailable: [SERVICE_UNAVAILABLE],
  UpstreamTimeout: [UPSTREAM_TIMEOUT],
};

function refusal(status: number, problems: readonly Problem[]) {
  const codes = problems.map((problem) => problem.code);
  return {
    description: problems.map((problem) => problem.title).join("; "),
    headers: { ...EVERY_ANSWER, ...problemHeaders(status, problems), ...(status === 429 ? RATE_HEADERS : {}) },
    content: { "application/problem+json": { schema: problemSchema(codes) } },
    "x-problems": codes,
  };
}

/** What a refusal tells beside its body, so that the caller can act on the status alone (API-9, API-39). */
export function problemHeaders(status: number, problems: readonly Problem[]): Record<string, unknown> {
  if (status === 401) return { "WWW-Authenticate": ref("headers", "Authenticate") };
  if (status === 405) return { Allow: ref("headers", "Allow") };
  if (status === 429 || status === 503) return { "Retry-After": ref("headers", "RetryAfter") };
  if (problems.includes(OPERATION_IN_PROGRESS)) return { "Retry-After": ref("headers", "RetryWhenFinished") };
  return {};
}
