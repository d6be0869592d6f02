import { existsSync, readFileSync } from "node:fs";
import { type Operation, operationsOf, readDocument } from "../contract/document.ts";
import type { CallerName } from "./callers.ts";
import { readExclusions } from "./exclusions.ts";

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** What says that an operation met nothing but refusals, so that little of it was tried (API-61). */
export const WARNINGS: readonly string[] = ["missing_auth", "missing_test_data", "validation_mismatch", "method_not_allowed"];

interface Report {
  readonly operations: { readonly tested: number } | null;
  readonly test_cases: { readonly unique_failures: number };
  readonly failures: readonly { readonly operations: readonly string[] }[];
  readonly errors: readonly { readonly count: number }[];
  readonly warnings: Readonly<Record<string, readonly string[]>>;
  readonly valid_rates: Readonly<Record<string, Readonly<Record<string, { readonly accepted: number }>>>>;
}

/**
 * Operations without a failure, and failures, each different one counted. An operation that the caller may call and that never succeeded is
 * one, and so is a run that ends badly without any.
 */
export function outcomeOf(file: string, code: number, caller: CallerName): Outcome {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report: Report = JSON.parse(readFileSync(file, "utf8"));
  const untried = untriedOperations(report, caller);
  for (const label of untried) console.log(`Nothing but refusals: ${label}`);
  const failing = new Set([...report.failures.flatMap(({ operations }) => operations), ...untried]);
  const failed = report.test_cases.unique_failures + report.errors.reduce((sum, { count }) => sum + count, 0) + untried.length;
  return { passed: (report.operations?.tested ?? 0) - failing.size, failed: code === 0 ? failed : Math.max(failed, 1) };
}

/** Schemathesis warns of each phase by itself; here one success in any of them is enough. */
function untriedOperations({ warnings, valid_rates: rates }: Report, caller: CallerName): string[] {
  const operations = new Map(
    operationsOf(readDocument()).map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation]),
  );
  const excluded = new Set(readExclusions().map(({ operation, check }) => `${operation} ${check}`));
  const counted = WARNINGS.flatMap((warning) =>
    (warnings[warning] ?? []).filter((label) => {
      const operation = operations.get(label);
      const succeeded = Object.values(rates[label] ?? {}).some(({ accepted }) => accepted > 0);
      return operation && maySucceed(operation, caller) && !succeeded && !excluded.has(`${operation.operationId} ${warning}`);
    }),
  );
  return [...new Set(counted)];
}

/** Counted only in the run whose role the contract names (API-63). */
function maySucceed({ security, "x-roles": roles }: Operation, caller: CallerName): boolean {
  if (security.length === 0) return true;
  return caller !== "visitor" && (roles.length === 0 || roles.includes(caller));
}
