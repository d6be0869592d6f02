import type { Endpoint } from "../../functions/http/endpoint.ts";

/** The source of the route table that functions carry: which methods each path answers (API-9), a line each. */
export function routeTable(endpoints: readonly Endpoint[]): string {
  const methods = new Map<string, string[]>();
  for (const { path, method, head } of endpoints) {
    methods.set(path, [...(methods.get(path) ?? []), method, ...(head ? ["HEAD"] : [])]);
  }
  const lines = [...methods].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([path, these]) => [path, ...these.toSorted()].join(" "));
  return ["// Generated from the contracts by `npm run openapi`; do not edit.", `export const ROUTES = \`${lines.join("\n")}\`;`, ""].join(
    "\n",
  );
}
