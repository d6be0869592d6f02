import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ROOT } from "../scripts/openapi/load-declarations.ts";
import { machineLine } from "./report.ts";

/** Each part is loaded only when it is asked for: a part sets up its process for itself. */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  bundles: async () => (await import("./bundles.ts")).benchBundles(),
  operations: async () => (await import("./operations.ts")).benchOperations(),
  http: async () => (await import("./http.ts")).benchHttp(),
  bitmaps: async () => (await import("./bitmaps.ts")).benchBitmaps(),
  races: async () => (await import("./races.ts")).benchRaces(),
};

/** `npm run bench`: everything, or the parts that are named. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}. Parts: ${Object.keys(PARTS).join(", ")}.`);
  // Functions read the files that are shipped beside them from the working directory.
  process.chdir(ROOT);
  const isForked = process.send !== undefined;
  if (isForked) return PARTS[names[0] ?? ""]?.();
  const startedAt = performance.now();
  console.log(machineLine(join(ROOT, "node_modules", "@dynoxide", `${process.platform}-${process.arch}`, "dynoxide")));
  for (const name of names.length > 0 ? names : Object.keys(PARTS)) await inOwnProcess(name);
  console.log(`\n${Math.round((performance.now() - startedAt) / 1000)} s`);
}

/** A part that fails makes the whole fail, but keeps no other from being measured. */
async function inOwnProcess(name: string): Promise<void> {
  const [code] = await once(fork(import.meta.filename, [name]), "exit");
  if (code !== 0) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
