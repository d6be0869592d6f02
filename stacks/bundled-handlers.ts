import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { useRuntimeHandlers } from "sst/runtime/handlers.js";
import { bundleFunctions } from "../scripts/bundle.ts";

/** Where the bundles wait to be copied into the functions' assets. */
export const BUNDLES = join(".build", "bundles");

/**
 * Bundles all functions at once and makes SST take them from there, instead of building each anew (`scripts/bundle.ts` says why).
 * SST has no public way to do this: the runtime handlers are its insides, and `test/stacks/bundled-handlers.test.ts` fails when an
 * update moves them. Files that a contract ships are copied by SST as before.
 */
export async function buildInOneGo(entryPoints: readonly string[], outdir: string = BUNDLES): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await bundleFunctions({ entryPoints, outdir });
  takeBundlesFrom(outdir);
}

/** Replaces SST's builder of Node functions by one that copies the finished bundle and its source map. */
export function takeBundlesFrom(outdir: string): void {
  const handlers = useRuntimeHandlers();
  const original = handlers.for.bind(handlers);
  handlers.for = (runtime) => {
    const handler = original(runtime);
    if (handler === undefined || !runtime.startsWith("nodejs")) return handler;
    return { ...handler, build: ({ out, props }) => copyBundle(outdir, out, handlerOf(props)) };
  };
}

async function copyBundle(outdir: string, out: string, handler: string): Promise<{ type: "success"; handler: string }> {
  const file = handler.replace(/\.handler$/, ".mjs");
  await mkdir(dirname(join(out, file)), { recursive: true });
  await Promise.all([file, `${file}.map`].map((name) => copyFile(join(outdir, name), join(out, name))));
  return { type: "success", handler };
}

function handlerOf({ handler }: { handler?: string }): string {
  if (handler === undefined) throw new Error("SST asks to build a function that names no handler.");
  return handler;
}
