import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import * as z from "zod";
import { OPERATION_IN_PROGRESS, type Problem } from "../../core/errors.ts";
import { RATE_BUCKETS } from "../../core/identity/rate-buckets.ts";
import { RATE_GUARDS } from "../../core/identity/rate-guards.ts";
import type { Auth, Endpoint, MediaType, Tag } from "../../functions/http/endpoint.ts";
import { bareType } from "../../functions/http/negotiate.ts";
import { coerceQuery } from "../../functions/http/query.ts";
import type { Declarations, Declared } from "./load-declarations.ts";
import { problemsOf } from "./problems-of.ts";
import { components, problemSchema } from "./shared-components.ts";

const DEFAULT_MEMORY_MB = 512;
const DEFAULT_TIMEOUT_SECONDS = 10;

/** The OpenAPI document of everything declared: the one file that routes, rights, runtime, docs and tests read. */
export function buildDocument({ endpoints, consumers, schedules, problems }: Declarations, version: string): Record<string, unknown> {
  const registry = new OpenAPIRegistry();
  for (const contract of endpoints) registry.registerPath(route(contract));
  const generated = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: INFO(version),
    servers: SERVERS,
  });
  const shared = components();
  return {
    ...generated,
    tags: tags(endpoints),
    components: { ...shared, schemas: { ...generated.components?.schemas, ...shared.schemas } },
    "x-problems": problems.map(({ code, status, title, remedy }) => ({ code, status, title, remedy })),
    "x-consumers": consumers.filter(isDeployed).map(inDocumentWords),
    "x-schedules": schedules.filter(isDeployed).map(inDocumentWords),
    "x-local": {
      consumers: consumers.filter((consumer) => !isDeployed(consumer)).map(inDocumentWords),
      schedules: schedules.filter((schedule) => !isDeployed(schedule)).map(inDocumentWords),
    },
    "x-relay": { file: "functions/outbox/relay-events.ts", grants: ["table.write", "queues.send"], memory: 512, timeout: 30 },
    "x-unrouted": { file: "functions/unrouted/answer-unrouted.ts", memory: 256, timeout: 5 },
  };
}

function isDeployed({ stage }: { readonly stage?: "local" }): boolean {
  return stage !== "local";
}

function inDocumentWords<T extends { readonly memoryMb: number; readonly timeoutSeconds: number; readonly stage?: "local" }>(
  declaration: T,
) {
  const { memoryMb, timeoutSeconds, stage: _stage, ...rest } = declaration;
  return { ...rest, memory: memoryMb, timeout: timeoutSeconds };
}

const INFO = (version: string) => ({
  title: "InstaInstru",
  version,
  description:
    "The instant-booking marketplace for private lessons. Errors are RFC 9457 problems whose `code` is stable; see `x-problems`.",
  license: { name: "Proprietary", url: "https://instainstru.com/terms" },
});

const SERVERS = [
  { url: "https://api.instainstru.com", description: "prod" },
  { url: "https://api.preview.instainstru.com", description: "preview" },
  { url: "http://localhost:4000", description: "local" },
];

function tags(endpoints: readonly Endpoint[]) {
  return [...new Set(endpoints.map((contract) => contract.tag))].sort().map((name) => ({ name, description: TAGS[name] }));
}

/** What a page of the docs, and a module of the client, is about. */
const TAGS: Readonly<Record<Tag, string>> = {
  admin: "Platform settings and support, for administrators.",
  auth: "Accounts, sessions and keys.",
  availability: "When instructors can be booked.",
  bookings: "Lessons from wish to completion.",
  instructors: "Profiles of instructors and what they offer.",
  meta: "This document and its pages.",
  monitoring: "Probes of deployers and load balancers.",
  services: "What can be learned, and who teaches it.",
};

function route(contract: Declared<Endpoint>): RouteConfig {
  const { method, path, operationId, summary, description, tag, params, query, body, example } = contract;
  return {
    method: lowerCase(method),
    path,
    operationId,
    summary,
    description,
    tags: [tag],
    security: security(contract.auth),
    request: {
      ...(Object.keys(params.shape).length > 0 ? { params: exemplified(params, example.params) } : {}),
      ...(Object.keys(query.shape).length > 0 ? { query: emptiable(exemplified(query, example.query)) } : {}),
      ...(Object.keys(requestHeaders(contract).shape).length > 0 ? { headers: requestHeaders(contract) } : {}),
      ...(body === undefined ? {} : { body: requestBody(body, example.body) }),
    },
    responses: responses(contract),
    ...extensions(contract),
  };
}

function requestBody(schema: z.ZodType, example: unknown) {
  const required = !(schema instanceof z.ZodOptional);
  return { required, content: { "application/json": { schema, example } } };
}

function security(auth: Auth) {
  return auth === "any" ? [] : [{ bearer: [] }, { cookie: [] }];
}

/** The parameters with the contract's own example values, which the tests and the docs page use, as the server reads them. */
function exemplified(schema: z.ZodObject, examples: Readonly<Record<string, string>> = {}): z.ZodObject {
  const values = coerceQuery(schema, new URLSearchParams(examples).toString()).value;
  const members = Object.entries(schema.shape).map(([name, member]) => {
    const example = values[name];
    return [name, example === undefined || !(member instanceof z.ZodType) ? member : member.meta({ ...member.meta(), example })];
  });
  return z.strictObject(Object.fromEntries(members));
}

/** An optional parameter without a value counts as absent (API-21), unless it is a list. */
function emptiable(schema: z.ZodObject): z.ZodObject {
  const members = Object.entries(schema.shape).map(([name, member]) => {
    const isOptional = member instanceof z.ZodOptional || member instanceof z.ZodDefault;
    if (!isOptional || member.unwrap() instanceof z.ZodArray) return [name, member];
    return [name, member.meta({ ...member.meta(), param: { allowEmptyValue: true } })];
  });
  return z.strictObject(Object.fromEntries(members));
}

function requestHeaders({ ifMatch, idempotencyKey }: Endpoint): z.ZodObject {
  const key = z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .meta({ minLength: 1, maxLength: 64, example: "3f8a1c52-7f0e" });
  const tags = z
    .string()
    .regex(/^[ -~]{0,1024}$/)
    .meta({
      description: "ETags as they were answered; `*` counts as none, a weak one never matches.",
      maxLength: 1_024,
      example: '"61c70424984d25c1032c980ad9e6e15f"',
    });
  return z.object({
    ...(idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey === "required" ? key : key.optional() }),
    // Not marked as required in the document where another parameter may stand in for it; the operation answers 428 itself.
    ...(ifMatch === undefined ? {} : { "If-Match": tags.optional() }),
  });
}

function responses(contract: Endpoint): RouteConfig["responses"] {
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
    ...Object.fromEntries(otherStatuses.map((other) => [other, success])),
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

function extensions(contract: Declared<Endpoint>): Record<`x-${string}`, unknown> {
  const { auth, rate, guards = [], files } = contract;
  const roles = typeof auth === "object" ? auth.roles : [];
  const permissions = typeof auth === "object" && auth.permission !== undefined ? [auth.permission] : [];
  return {
    "x-function": {
      file: contract.file,
      area: contract.area,
      memory: contract.memoryMb ?? DEFAULT_MEMORY_MB,
      timeout: contract.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      grants: [...contract.grants],
      ...(files === undefined ? {} : { files: [...files] }),
    },
    ...(rate === "none" ? {} : { "x-rate-bucket": { name: rate, ...RATE_BUCKETS[rate] } }),
    ...(guards.length === 0 ? {} : { "x-rate-guards": guards.map(guardOf) }),
    "x-retry": contract.retry,
    "x-permissions": permissions,
    "x-roles": [...roles],
    "x-cache": contract.cache ?? "private-no-store",
    "x-stale-seconds": contract.staleSeconds ?? 0,
    "x-invalidates": [...(contract.invalidates ?? [])],
    ...(contract.gate === undefined ? {} : { "x-gate": contract.gate }),
    "x-since": contract.since,
    "x-spec-rules": [...contract.rules],
    ...(contract.head ? { "x-head": true } : {}),
    ...(contract.stage === undefined ? {} : { "x-stage": contract.stage }),
  };
}

function guardOf(name: keyof typeof RATE_GUARDS) {
  const { limit, windowMs } = RATE_GUARDS[name];
  return { name, limit, windowSeconds: windowMs / 1000 };
}

/** The library wants lower-case names; the list of methods is closed, so the assertion holds. */
function lowerCase(method: Endpoint["method"]): RouteConfig["method"] {
  return method.toLowerCase() as Lowercase<Endpoint["method"]>;
}
