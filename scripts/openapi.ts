import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "./openapi/generated-files.ts";
import { loadDeclarations, ROOT } from "./openapi/load-declarations.ts";

/** Writes what is generated from the contracts; with `--check` only tells whether the written files are up to date. */
const declarations = await loadDeclarations();
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const stale = Object.entries(generatedFiles(declarations, version)).filter(([file, text]) => current(file) !== text);

if (process.argv.includes("--check")) {
  for (const [file] of stale) console.error(`${file} is stale: run npm run openapi and commit it.`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [file, text] of stale) writeFileSync(join(ROOT, file), text);
  console.log(
    `${declarations.endpoints.length} operations; ${stale.length === 0 ? "nothing changed" : `wrote ${stale.map(([file]) => file).join(", ")}`}`,
  );
}

function current(file: string): string | undefined {
  try {
    return readFileSync(join(ROOT, file), "utf8");
  } catch {
    return undefined;
  }
}
