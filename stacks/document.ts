import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import * as z from "zod";
import { AREAS, type AreaName } from "./areas.ts";
import { documentSchema, type Operation, type Security } from "./document-schema.ts";

/** What the stacks need of `openapi.yaml`; nothing about an endpoint is written twice, so this is their only source. */
export interface ApiDocument {
  readonly operations: readonly RoutedOperation[];
  readonly consumers: readonly QueueConsumer[];
  readonly schedules: readonly TimedWork[];
  readonly relay: FunctionEntry;
  readonly unrouted: FunctionEntry;
}

/** What every Lambda has, whoever calls it. */
export interface FunctionEntry {
  readonly file: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly grants: readonly string[];
  /** Project files shipped beside the bundle. */
  readonly files: readonly string[];
}

export interface RoutedOperation extends FunctionEntry {
  readonly operationId: string;
  readonly method: Method;
  readonly path: string;
  readonly area: AreaName;
  /** Only signed-in callers are answered. */
  readonly authenticated: boolean;
  /** The name of the rate bucket; `undefined` when the contract says none. */
  readonly rateBucket: string | undefined;
  /** Whether guards count the caller's attempts beside the bucket (identity RL-6). */
  readonly guarded: boolean;
  /** HEAD reaches the same function (API-10). */
  readonly head: boolean;
}

export interface QueueConsumer extends FunctionEntry {
  readonly name: string;
  readonly batchSize: number;
  readonly maxReceiveCount: number;
}

export interface TimedWork extends FunctionEntry {
  readonly name: string;
  readonly expression: string;
  readonly zone: string;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export function readDocument(path: string): ApiDocument {
  return parseDocument(readFileSync(path, "utf8"));
}

export function parseDocument(text: string): ApiDocument {
  const read = documentSchema.safeParse(load(text));
  if (!read.success) throw new Error(`The API document does not say what the stacks need:\n${z.prettifyError(read.error)}`);
  const { paths, security, ...rest } = read.data;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined || operation["x-stage"] === "local" ? [] : [routedOperation(path, method, operation, security)];
    }),
  );
  refuseRepeated(operations.map(({ operationId }) => operationId));
  return {
    operations,
    consumers: rest["x-consumers"],
    schedules: rest["x-schedules"],
    relay: rest["x-relay"],
    unrouted: rest["x-unrouted"],
  };
}

/** The bundle entry points of everything the document deploys, each once. */
export function entryPointsOf(document: ApiDocument): string[] {
  const all = [...document.operations, ...document.consumers, ...document.schedules, document.relay, document.unrouted];
  return [...new Set(all.map(({ file }) => file))];
}

/** The areas that have operations, in the order of the closed list. */
export function areasOf(document: ApiDocument): AreaName[] {
  return AREAS.filter((area) => document.operations.some((operation) => operation.area === area));
}

/** The rate buckets that some operation uses. */
export function bucketsOf(document: ApiDocument): string[] {
  return [...new Set(document.operations.flatMap(({ rateBucket }) => rateBucket ?? []))].sort();
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

function routedOperation(path: string, method: (typeof METHODS)[number], operation: Operation, security: Security): RoutedOperation {
  return {
    ...operation["x-function"],
    operationId: operation.operationId,
    method: METHOD_NAMES[method],
    path,
    authenticated: (operation.security ?? security).some((requirement) => Object.keys(requirement).length > 0),
    rateBucket: operation["x-rate-bucket"]?.name,
    guarded: operation["x-rate-guards"].length > 0,
    head: operation["x-head"],
  };
}

const METHOD_NAMES = { get: "GET", post: "POST", put: "PUT", patch: "PATCH", delete: "DELETE" } as const;

function refuseRepeated(operationIds: readonly string[]): void {
  const repeated = operationIds.find((id, index) => operationIds.indexOf(id) !== index);
  if (repeated !== undefined) throw new Error(`The API document names the operation ${repeated} twice.`);
}
