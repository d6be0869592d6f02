import { existsSync, readFileSync } from "node:fs";
import { operationsOf, readDocument } from "../contract/document.ts";
import { readExclusions } from "./exclusions.ts";

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** The operations that took valid data at least once, as Schemathesis calls them: `GET /health`. */
  readonly succeeded: readonly string[];
}

interface Report {
  readonly operations: { readonly tested: number } | null;
  readonly test_cases: { readonly unique_failures: number };
  readonly failures: readonly { readonly operations: readonly string[] }[];
  readonly errors: readonly { readonly count: number }[];
  readonly valid_rates: Readonly<Record<string, Readonly<Record<string, { readonly accepted: number }>>>>;
}

/** Operations without a failure, and failures, each different one counted; a run that ends badly without any is one. */
export function outcomeOf(file: string, code: number): Outcome {
  if (!existsSync(file)) return { passed: 0, failed: 1, succeeded: [] };
  const { operations, test_cases: cases, failures, errors, valid_rates: rates }: Report = JSON.parse(readFileSync(file, "utf8"));
  const failing = new Set(failures.flatMap((failure) => failure.operations));
  const failed = cases.unique_failures + errors.reduce((sum, { count }) => sum + count, 0);
  return {
    passed: (operations?.tested ?? 0) - failing.size,
    failed: code === 0 ? failed : Math.max(failed, 1),
    succeeded: Object.keys(rates).filter((label) => Object.values(rates[label] ?? {}).some(({ accepted }) => accepted > 0)),
  };
}

/** Stands in the list of exclusions for an operation that nothing in the demo city lets succeed. */
export const NEVER_SUCCEEDED = "missing_test_data";

/**
 * The operations that met nothing but refusals, whoever called: of these little was tried. Schemathesis warns of each phase of each run by
 * itself (API-61), where a single success among all of them is enough (API-63).
 */
export function untried(outcomes: readonly Outcome[]): string[] {
  const succeeded = new Set(outcomes.flatMap((outcome) => outcome.succeeded));
  const excluded = new Set(readExclusions().flatMap(({ operation, check }) => (check === NEVER_SUCCEEDED ? [operation] : [])));
  return operationsOf(readDocument())
    .filter((operation) => operation["x-stage"] !== "local" && !excluded.has(operation.operationId))
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    .filter((label) => !succeeded.has(label));
}
