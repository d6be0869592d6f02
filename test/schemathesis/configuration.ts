import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readExclusions } from "./exclusions.ts";
import type { KnownValues } from "./known-values.ts";
import { NEVER_SUCCEEDED } from "./outcome.ts";

/** How often a value of the demo city stands in for a generated one. */
const PROBABILITY = 0.8;

/** The committed configuration with what exists in the demo city and with the list of exclusions, as TOML. */
export function configurationFor(known: KnownValues): string {
  const committed = readFileSync(join(import.meta.dirname, "schemathesis.toml"), "utf8");
  // Dictionaries hold texts and numbers only; the rest stands in the examples alone.
  const places = Object.keys(known).filter((place) => known[place]?.some((value) => typeof value !== "boolean"));
  const dictionaries = places.map((place) => `[dictionaries.${text(place)}]\nvalues = ${JSON.stringify(known[place])}`);
  const anywhere = places.filter((place) => !place.includes(" ")).map((place) => binding(place, place));
  const excluded = readExclusions().filter(({ check }) => check !== NEVER_SUCCEEDED);
  const special = new Set([
    ...places.filter((place) => place.includes(" ")).map(operationOf),
    ...excluded.map(({ operation }) => operation),
  ]);
  const operations = [...special].map((operation) => [
    "[[operations]]",
    `include-operation-id = ${text(operation)}`,
    ...excluded.filter((line) => line.operation === operation).map(({ check }) => `checks.${check}.enabled = false`),
    "[operations.parameters]",
    ...places.filter((place) => operationOf(place) === operation).map((place) => binding(place.slice(operation.length + 1), place)),
    "",
  ]);
  return [committed, ...dictionaries, "[parameters]", ...anywhere, "", ...operations.flat()].join("\n");
}

function binding(place: string, dictionary: string): string {
  return `${text(place)} = { dictionary = ${text(dictionary)}, probability = ${PROBABILITY} }`;
}

/** Of `login body.email` the operation; of a place in any operation nothing. */
function operationOf(place: string): string {
  return place.slice(0, Math.max(place.indexOf(" "), 0));
}

/** A JSON text is a TOML text. */
function text(value: string): string {
  return JSON.stringify(value);
}
