import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ExampleBuilder } from "../support/example.ts";
import type { EndpointModule } from "../support/invoke.ts";

const TESTS = join(import.meta.dirname, "..");

/** The example requests that the parts' tests export, by operation. */
export async function loadExamples(): Promise<ReadonlyMap<string, ExampleBuilder>> {
  const files = readdirSync(TESTS)
    .map((part) => join(TESTS, part, "examples.ts"))
    .filter((file) => existsSync(file));
  const parts = await Promise.all(files.map((file) => importFile<{ examples: Record<string, ExampleBuilder> }>(file)));
  return new Map(parts.flatMap(({ examples }) => Object.entries(examples)));
}

/** The module that declares and handles an operation. */
export function loadEndpoint(file: string): Promise<EndpointModule> {
  return importFile<EndpointModule>(join(TESTS, "..", file));
}

/** The file exports what its name promises; the suite would fail at the first use otherwise. */
async function importFile<T>(file: string): Promise<T> {
  return import(pathToFileURL(file).href);
}
