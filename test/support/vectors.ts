import { type Instant, instantOf } from "../../core/time.ts";

export interface VectorCase<Input, Expected> {
  readonly id: string;
  readonly name?: string;
  readonly input: Input;
  readonly expected: Expected;
}

/**
 * The cases of a golden file, typed by the test that reads them. The types are the file's promise, which no compiler can check: a wrong
 * one shows as a failing case.
 */
export function casesOf<Input, Expected>(file: { readonly cases: readonly unknown[] }): readonly VectorCase<Input, Expected>[] {
  return file.cases as readonly VectorCase<Input, Expected>[];
}

/** The title of a case after the rule ids of its file. */
export function titleOf({ id, name }: { readonly id: string; readonly name?: string }): string {
  const number = id.slice(id.lastIndexOf("-") + 1);
  return name === undefined ? `case ${number}` : `case ${number}: ${name}`;
}

/** Golden files write instants without milliseconds. */
export function instant(text: string): Instant {
  return instantOf(Date.parse(text));
}
