import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump } from "js-yaml";
import { buildDocument } from "./openapi/build-document.ts";
import { loadDeclarations, ROOT } from "./openapi/load-declarations.ts";
import { routeTable } from "./openapi/route-table-source.ts";
import { subscriptionsSource } from "./openapi/subscriptions-source.ts";

/** Writes what is generated from the contracts; with `--check` only tells whether the written files are up to date. */
const declarations = await loadDeclarations();
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const generated = {
  "openapi.yaml": dump(plain(buildDocument(declarations, version)), { sortKeys: true, lineWidth: -1, noRefs: true }),
  "functions/http/routes.generated.ts": routeTable(declarations.endpoints),
  "functions/outbox/subscriptions.generated.ts": subscriptionsSource(declarations.consumers),
};
const stale = Object.entries(generated).filter(([file, text]) => current(file) !== text);

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

/** Without the members that are `undefined`, which YAML cannot write. */
function plain(document: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(document));
}
