import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Problem } from "../../core/errors.ts";
import type { Endpoint } from "../../functions/http/endpoint.ts";
import type { ConsumerDeclaration, ScheduleDeclaration } from "../../functions/runtime/declarations.ts";

export const ROOT = join(import.meta.dirname, "..", "..");

const MACHINERY = /^functions\/(http|runtime)\/|\.generated\.ts$/;

/** A declaration together with the file, from the project's root, that holds it and its handler. */
export type Declared<T> = T & { readonly file: string };

export interface Declarations {
  readonly endpoints: readonly Declared<Endpoint>[];
  readonly consumers: readonly Declared<ConsumerDeclaration>[];
  readonly schedules: readonly Declared<ScheduleDeclaration>[];
  readonly problems: readonly Problem[];
}

/** Everything that is declared in `functions/`, and every problem that some part of `core/` can answer. Importing them does nothing else. */
export async function loadDeclarations(): Promise<Declarations> {
  const endpoints: Declared<Endpoint>[] = [];
  const consumers: Declared<ConsumerDeclaration>[] = [];
  const schedules: Declared<ScheduleDeclaration>[] = [];
  const files = [...filesOf("functions"), ...filesOf("local/stand-ins")];
  for (const file of files.filter((name) => !MACHINERY.test(name))) {
    const { contract, consumer, schedule } = await declarationsOf(file);
    if (contract) endpoints.push({ ...contract, file });
    if (consumer) consumers.push({ ...consumer, file });
    if (schedule) schedules.push({ ...schedule, file });
  }
  return { endpoints, consumers, schedules, problems: await loadProblems() };
}

async function loadProblems(): Promise<Problem[]> {
  const found = new Map<string, Problem>();
  for (const file of filesOf("core").filter((name) => name.endsWith("errors.ts"))) {
    for (const value of Object.values(await importFile(file))) {
      if (isProblem(value)) found.set(value.code, value);
    }
  }
  return [...found.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Guaranteed by `endpoint`, `consumer` and `schedule`, which type what is exported under these names. */
async function declarationsOf(file: string) {
  const module = await importFile(file);
  return module as { contract?: Endpoint; consumer?: ConsumerDeclaration; schedule?: ScheduleDeclaration };
}

async function importFile(file: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(join(ROOT, file)).href);
}

function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "status" in value && "remedy" in value;
}
