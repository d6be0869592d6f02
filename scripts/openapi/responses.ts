import type { RouteConfig } from "@asteasolutions/zod-to-openapi";
import { OPERATION_IN_PROGRESS, type Problem } from "../../core/errors.ts";
import type { Endpoint, MediaType } from "../../functions/http/endpoint.ts";
import { bareType } from "../../functions/http/negotiate.ts";
import { problemsOf } from "./problems-of.ts";
import { problemSchema } from "./shared-components.ts";

/** Every status an operation can answer with, each with its body, headers and codes (API-52, API-56). */
export function responses(contract: Endpoint): RouteConfig["responses"] {
  const { status, otherStatuses = [], response, example, links = [] } = contract;
  const content =
    response === null
      ? {}
      : "mediaType" in response
        ? { [bareType(response.mediaType)]: unshaped(response, example.response) }
        : { "application/json": { schema: response, example: example.response } };
  const headers = {
    ...HEADERS,
    ...rateHeaders(contract),
    ...(contract.cache === undefined ? {} : { ETag: ref("headers", "ETag") }),
    ...(contract.idempotencyKey === undefined ? {} : { "Idempotency-Replayed": ref("headers", "IdempotencyReplayed") }),
  };
  const success = {
    description: "Success",
    headers,
    ...(response === null ? {} : { content }),
    ...(links.length === 0
      ? {}
      : { links: Object.fromEntries(links.map(({ operationId, parameters }) => [operationId, { operationId, parameters }])) }),
  };
  const notModified = contract.cache === undefined ? {} : { 304: { description: "Not modified", headers } };
  return {
    [status]: status === 201 ? { ...success, headers: { ...headers, Location: ref("headers", "Location") } } : success,
    ...notModified,
    ...problemResponses(contract),
    ...Object.fromEntries(otherStatuses.map((other) => [other, { ...success, headers: { ...headers, ...problemHeaders(other, []) } }])),
  };
}

/** An answer whose shape is no matter of the contract: some object, or text. */
function unshaped({ mediaType }: MediaType, example: unknown) {
  const type = /json|yaml/.test(bareType(mediaType)) ? "object" : "string";
  return { schema: { type } as const, ...(example === undefined ? {} : { example }) };
}

function problemResponses(contract: Endpoint): RouteConfig["responses"] {
  const byStatus = Map.groupBy(problemsOf(contract), (problem) => problem.status);
  return Object.fromEntries(
    [...byStatus].map(([status, these]) => {
      const codes = these.map((problem) => problem.code);
      const headers = { ...HEADERS, ...problemHeaders(status, these), ...(status === 429 ? rateHeaders(contract) : {}) };
      const content = { "application/problem+json": { schema: problemSchema(codes) } };
      return [status, { description: these.map((problem) => problem.title).join("; "), headers, content, "x-problems": codes }];
    }),
  );
}

/** What a refusal tells beside its body, so that the caller can act on the status alone (API-9, API-39). */
function problemHeaders(status: number, problems: readonly Problem[]): Record<string, unknown> {
  if (status === 401) return { "WWW-Authenticate": ref("headers", "Authenticate") };
  if (status === 405) return { Allow: ref("headers", "Allow") };
  if (status === 429 || status === 503) return { "Retry-After": ref("headers", "RetryAfter") };
  if (problems.includes(OPERATION_IN_PROGRESS)) return { "Retry-After": ref("headers", "RetryWhenFinished") };
  return {};
}

function rateHeaders({ rate }: Endpoint): Record<string, unknown> {
  if (rate === "none") return {};
  return {
    "X-RateLimit-Limit": ref("headers", "RateLimit"),
    "X-RateLimit-Remaining": ref("headers", "RateRemaining"),
    "X-RateLimit-Reset": ref("headers", "RateReset"),
    "X-RateLimit-Policy": ref("headers", "RatePolicy"),
    "X-RateLimit-Shadow": ref("headers", "RateShadow"),
  };
}

const HEADERS = { "X-Request-Id": ref("headers", "RequestId") };

function ref(kind: string, name: string) {
  return { $ref: `#/components/${kind}/${name}` };
}
