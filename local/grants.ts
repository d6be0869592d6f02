import { AsyncLocalStorage } from "node:async_hooks";
import { observeCalls, type ServiceCall } from "../core/clients/observe.ts";

/**
 * What an operation may do beside its contract's grants, because of its other fields: read its own session, count on its own rate item, keep
 * its guards' logs. `stacks/grants.ts` gives a deployed function the same.
 */
export type EdgeGrant = "edge.session" | "edge.rate" | "edge.guards";

export function edgeGrants(operation: {
  readonly isSignedIn: boolean;
  readonly isCounted: boolean;
  readonly isGuarded: boolean;
}): EdgeGrant[] {
  const { isSignedIn, isCounted, isGuarded } = operation;
  return [
    ...(isSignedIn || isCounted ? (["edge.session"] as const) : []),
    ...(isCounted ? (["edge.rate"] as const) : []),
    ...(isGuarded ? (["edge.guards"] as const) : []),
  ];
}

const running = new AsyncLocalStorage<readonly string[]>();
let isGuarding = false;

/** Runs a function under the grants of its contract: a call to a service that they do not cover throws instead of being made. */
export function underGrants<T>(grants: readonly string[], run: () => T): T {
  if (!isGuarding) {
    observeCalls({ before: refuseUngranted });
    isGuarding = true;
  }
  return running.run(grants, run);
}

/** Calls from outside a function, such as a test's own, are nobody's to refuse. */
function refuseUngranted(call: ServiceCall): void {
  const grants = running.getStore();
  if (grants === undefined || grants.some((grant) => covers(grant, call))) return;
  const error = new Error(
    `The function is not authorized to perform: ${call.service}:${call.action}. Its contract grants ${grants.join(", ") || "nothing"}.`,
  );
  throw Object.assign(error, { name: "AccessDeniedException" });
}

const READS = new Set(["GetItem", "BatchGetItem", "Query"]);
const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"]);
const PUBLIC_SECRETS = new Set(["JWT_PUBLIC_KEYS", "ORIGIN_SECRETS", "RATE_LIMIT_BYPASS"]);

function covers(grant: string, { service, action, input }: ServiceCall): boolean {
  switch (service) {
    case "sqs":
      return grant === "queues.send";
    case "ses":
      return grant === "email";
    case "maps":
      return grant === "maps";
    case "secrets":
      return PUBLIC_SECRETS.has(action) || grant === SECRET_GRANTS[action];
    case "dynamodb":
      return coversTable(grant, action, input);
  }
}

const SECRET_GRANTS: Readonly<Record<string, string>> = {
  JWT_PRIVATE_KEYS: "secret.jwt-private",
  REFRESH_KEYS: "secret.refresh",
  LOCATION_BLUR_KEY: "secret.location-blur",
  CURSOR_KEY: "secret.cursor",
  MAPS_API_KEY: "maps",
};

function coversTable(grant: string, action: string, input: unknown): boolean {
  switch (grant) {
    case "table.read":
      return READS.has(action);
    case "table.write":
      return WRITES.has(action);
    case "edge.session":
      return (action === "GetItem" || action === "BatchGetItem") && everyKeyBegins(input, "USER#");
    case "edge.rate":
      return action === "UpdateItem" && everyKeyBegins(input, "RATE#");
    case "edge.guards":
      return (action === "GetItem" || action === "PutItem") && everyKeyBegins(input, "RATE#");
    default:
      return false;
  }
}

/** What IAM's condition on leading keys asks: every partition key of the request has the prefix. */
function everyKeyBegins(input: unknown, prefix: string): boolean {
  const keys = partitionKeys(input);
  return keys.length > 0 && keys.every((key) => key.startsWith(prefix));
}

interface KeyedInput {
  readonly Key?: { readonly pk?: { readonly S?: string } };
  readonly Item?: { readonly pk?: { readonly S?: string } };
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly { readonly pk?: { readonly S?: string } }[] }>>;
}

/** The input is one of the three commands that `coversTable` asks about. */
function partitionKeys(input: unknown): string[] {
  const { Key, Item, RequestItems } = input as KeyedInput;
  const batch = Object.values(RequestItems ?? {}).flatMap((table) => table.Keys ?? []);
  return [Key, Item, ...batch].flatMap((key) => (key?.pk?.S === undefined ? [] : [key.pk.S]));
}
