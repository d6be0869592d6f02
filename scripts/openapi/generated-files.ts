import { dump } from "js-yaml";
import { buildDocument } from "./build-document.ts";
import type { Declarations } from "./load-declarations.ts";
import { routeTable } from "./route-table-source.ts";
import { subscriptionsSource } from "./subscriptions-source.ts";

/** Everything that is generated from the declarations, by its file. The same declarations give the same bytes (API-51). */
export function generatedFiles(declarations: Declarations, version: string): Readonly<Record<string, string>> {
  return {
    "openapi.yaml": dump(plain(buildDocument(declarations, version)), { sortKeys: true, lineWidth: -1, noRefs: true }),
    "functions/http/routes.generated.ts": routeTable(declarations.endpoints),
    "functions/outbox/subscriptions.generated.ts": subscriptionsSource(declarations.consumers),
  };
}

/** Without the members that are `undefined`, which YAML cannot write. */
function plain(document: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(document));
}
