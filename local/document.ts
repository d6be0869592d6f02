import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import * as z from "zod";
import type { FunctionDeclaration } from "./function.ts";
import { edgeGrants } from "./grants.ts";

/** What the contract document says must run: the same text from which the stacks are made. */
export interface RuntimeDocument {
  readonly routes: readonly RouteDeclaration[];
  readonly unrouted: FunctionDeclaration;
  readonly relay: FunctionDeclaration | undefined;
  readonly consumers: readonly ConsumerDeclaration[];
  readonly schedules: readonly ScheduleDeclaration[];
}

export interface RouteDeclaration {
  readonly method: string;
  readonly path: string;
  readonly fn: FunctionDeclaration;
}

export interface ConsumerDeclaration {
  readonly name: string;
  readonly batchSize: number;
  readonly maxReceiveCount: number;
  readonly fn: FunctionDeclaration;
}

export interface ScheduleDeclaration {
  readonly name: string;
  readonly expression: string;
  readonly zone: string;
  readonly fn: FunctionDeclaration;
}

/** Reads `openapi.yaml`; a document that does not say what the runtime needs is refused with the place that is wrong. */
export function readDocument(file: string): RuntimeDocument {
  const document = documentSchema.parse(load(readFileSync(file, "utf8")));
  const relay = document["x-relay"];
  const standIns = document["x-local"];
  return {
    routes: Object.entries(document.paths).flatMap(([path, item]) => routesOf(path, item)),
    unrouted: declaration("unrouted", document["x-unrouted"]),
    relay: relay && declaration("relay", relay),
    consumers: [...document["x-consumers"], ...standIns.consumers].map((consumer) => ({
      ...consumer,
      fn: declaration(consumer.name, consumer),
    })),
    schedules: [...document["x-schedules"], ...standIns.schedules].map((schedule) => ({
      ...schedule,
      fn: declaration(schedule.name, schedule),
    })),
  };
}

/** So long API Gateway waits for a function, whatever time the function itself has. */
const INTEGRATION_TIMEOUT_MS = 29_000;
const METHODS = ["get", "put", "post", "delete", "patch"] as const;

function routesOf(path: string, item: z.infer<typeof pathItemSchema>): RouteDeclaration[] {
  return METHODS.flatMap((method) => {
    const operation = item[method];
    if (!operation) return [];
    const { timeoutMs, grants, ...declared } = declaration(operation.operationId, operation["x-function"]);
    const fn = { ...declared, grants: [...grants, ...edgeGrantsOf(operation)], timeoutMs: Math.min(timeoutMs, INTEGRATION_TIMEOUT_MS) };
    const route = { method: method.toUpperCase(), path, fn };
    // An HTTP API matches methods exactly, so HEAD is a route of its own where the contract offers it (API-10).
    return operation["x-head"] ? [route, { ...route, method: "HEAD" }] : [route];
  });
}

function edgeGrantsOf(operation: z.infer<typeof operationSchema>) {
  return edgeGrants({
    isSignedIn: operation.security.length > 0,
    isCounted: operation["x-rate-bucket"] !== undefined,
    isGuarded: operation["x-rate-guards"] !== undefined,
  });
}

function declaration(name: string, fn: z.infer<typeof functionSchema>): FunctionDeclaration {
  return { name, file: fn.file, grants: fn.grants, memoryMb: fn.memory, timeoutMs: fn.timeout * 1000 };
}

const functionSchema = z.object({
  file: z.string(),
  grants: z.array(z.string()).default([]),
  memory: z.number().default(512),
  timeout: z.number().default(10),
});
const operationSchema = z.object({
  operationId: z.string(),
  security: z.array(z.unknown()).default([]),
  "x-function": functionSchema,
  "x-head": z.boolean().default(false),
  "x-rate-bucket": z.unknown().optional(),
  "x-rate-guards": z.unknown().optional(),
});
const pathItemSchema = z.object({
  get: operationSchema.optional(),
  put: operationSchema.optional(),
  post: operationSchema.optional(),
  delete: operationSchema.optional(),
  patch: operationSchema.optional(),
});
const consumerSchema = functionSchema.extend({
  name: z.string(),
  batchSize: z.int().min(1).max(10).default(10),
  maxReceiveCount: z.int().min(1).default(5),
});
const scheduleSchema = functionSchema.extend({ name: z.string(), expression: z.string(), zone: z.string().default("UTC") });
const documentSchema = z.object({
  paths: z.record(z.string(), pathItemSchema),
  "x-unrouted": functionSchema,
  "x-relay": functionSchema.optional(),
  "x-consumers": z.array(consumerSchema).default([]),
  "x-schedules": z.array(scheduleSchema).default([]),
  "x-local": z
    .object({ consumers: z.array(consumerSchema).default([]), schedules: z.array(scheduleSchema).default([]) })
    .default({ consumers: [], schedules: [] }),
});
