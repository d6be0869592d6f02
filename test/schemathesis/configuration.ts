import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Operation, operationsOf, readDocument } from "../contract/document.ts";
import type { CallerName } from "./callers.ts";
import { type Exclusion, readExclusions } from "./exclusions.ts";
import type { KnownValues } from "./known-values.ts";

/** How often a value of the demo city stands in for a generated one. */
const PROBABILITY = 0.8;
/** These say that nothing but refusals was tried, which counts only where the caller may succeed (API-63). */
const WARNINGS = ["missing_auth", "missing_test_data", "validation_mismatch", "method_not_allowed"];

/** The committed configuration with what depends on the caller, on the demo city and on the list of exclusions, as TOML. */
export function configurationFor(caller: CallerName, known: KnownValues): string {
  const committed = readFileSync(join(import.meta.dirname, "schemathesis.toml"), "utf8");
  // Dictionaries hold texts and numbers only; the rest stands in the examples alone.
  const places = Object.keys(known).filter((place) => known[place]?.some((value) => typeof value !== "boolean"));
  const dictionaries = places.map((place) => `[dictionaries.${text(place)}]\nvalues = ${JSON.stringify(known[place])}`);
  const anywhere = places.filter((place) => !place.includes(" ")).map((place) => binding(place, place));
  const published = operationsOf(readDocument()).filter((operation) => operation["x-stage"] !== "local");
  const operations = published.map((operation) => ofOperation(operation, caller, places));
  return [committed, ...dictionaries, "[parameters]", ...anywhere, "", ...operations].join("\n");
}

function binding(place: string, dictionary: string): string {
  return `${text(place)} = { dictionary = ${text(dictionary)}, probability = ${PROBABILITY} }`;
}

function ofOperation(operation: Operation, caller: CallerName, places: readonly string[]): string {
  const excluded = readExclusions().filter((line) => line.operation === operation.operationId);
  const checks = excluded.filter(({ check }) => !WARNINGS.includes(check)).map(({ check }) => `checks.${check}.enabled = false`);
  const prefix = `${operation.operationId} `;
  const own = places.filter((place) => place.startsWith(prefix)).map((place) => binding(place.slice(prefix.length), place));
  return [
    "[[operations]]",
    `include-operation-id = ${text(operation.operationId)}`,
    ...checks,
    `warnings = ${warnings(operation, caller, excluded)}`,
    ...(own.length === 0 ? [] : ["[operations.parameters]", ...own]),
    "",
  ].join("\n");
}

function warnings(operation: Operation, caller: CallerName, excluded: readonly Exclusion[]): string {
  if (!maySucceed(operation, caller)) return "false";
  const kept = WARNINGS.filter((warning) => !excluded.some(({ check }) => check === warning));
  return `{ display = ${JSON.stringify(kept)}, fail-on = ${JSON.stringify(kept)} }`;
}

function maySucceed({ security, "x-roles": roles }: Operation, caller: CallerName): boolean {
  if (security.length === 0) return true;
  return caller !== "visitor" && (roles.length === 0 || roles.includes(caller));
}

/** A JSON text is a TOML text. */
function text(value: string): string {
  return JSON.stringify(value);
}
