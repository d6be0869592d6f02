import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { RATE_BUCKETS } from "../../core/identity/rate-buckets.ts";
import { RATE_GUARDS } from "../../core/identity/rate-guards.ts";
import type { Auth, Endpoint, Tag } from "../../functions/http/endpoint.ts";
import type { Declarations, Declared } from "./load-declarations.ts";
import { sharedRefusals } from "./refusals.ts";
import { request } from "./request.ts";
import { responses } from "./responses.ts";
import { components } from "./shared-components.ts";

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
    components: { ...shared, schemas: { ...generated.components?.schemas, ...shared.schemas }, responses: sharedRefusals() },
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
  const { method, path, operationId, summary, description, tag } = contract;
  return {
    method: lowerCase(method),
    path,
    operationId,
    summary,
    description,
    tags: [tag],
    security: security(contract.auth),
    request: request(contract),
    responses: responses(contract),
    ...extensions(contract),
  };
}

function security(auth: Auth) {
  return auth === "any" ? [] : [{ bearer: [] }, { cookie: [] }];
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
