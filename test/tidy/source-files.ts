import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const FOLDERS = ["core", "functions", "stacks", "local", "scripts", "test", "bench"];

export interface SourceFile {
  /** From the project's root, `core/bookings/booking.ts`. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** Relative imports as paths from the root, packages by name. */
  readonly imports: readonly string[];
}

/** Every TypeScript file of the project. */
export function sourceFiles(): readonly SourceFile[] {
  return FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => filesBelow(join(ROOT, folder)))
    .map(toSourceFile);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function toSourceFile(file: string): SourceFile {
  const path = relative(ROOT, file);
  const text = readFileSync(file, "utf8");
  return { path, text, lines: text.split("\n"), imports: importsOf(path, text) };
}

function importsOf(path: string, text: string): string[] {
  const named = [...text.matchAll(/^(?:import|export)[^"';]*?from "([^"]+)"|^import "([^"]+)"|import\("([^"]+)"\)/gm)];
  return named.map(([, from, bare, dynamic]) => resolved(path, from ?? bare ?? dynamic ?? ""));
}

function resolved(path: string, specifier: string): string {
  return specifier.startsWith(".") ? relative(ROOT, join(ROOT, path, "..", specifier)) : specifier;
}
