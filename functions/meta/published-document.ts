import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Where the routes' files lie and what they may call is nobody's matter but ours (API-53). */
const INTERNAL = new Set(["x-function", "x-consumers", "x-schedules", "x-local", "x-relay", "x-unrouted"]);

let published: Readonly<Record<string, unknown>> | undefined;

/** The OpenAPI document as callers get it: without our insides and without what exists on the local runtime alone. */
export function publishedDocument(): Readonly<Record<string, unknown>> {
  published ??= withoutInternals(parse(readFileSync(join(process.cwd(), "openapi.yaml"), "utf8")));
  return published;
}

function withoutInternals(document: Record<string, unknown>): Record<string, unknown> {
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => [path, routed(operations)] as const);
  const kept = paths.filter(([, operations]) => Object.keys(operations).length > 0);
  return without({ ...document, paths: Object.fromEntries(kept) });
}

function routed(operations: Record<string, Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(operations).filter(([, operation]) => operation["x-stage"] !== "local");
  return Object.fromEntries(kept.map(([method, operation]) => [method, without(operation)]));
}

function without(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !INTERNAL.has(name)));
}
