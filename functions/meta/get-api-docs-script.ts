import { readFileSync } from "node:fs";
import { join } from "node:path";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";

const SCRIPT = "node_modules/@scalar/api-reference/dist/browser/standalone.js";

let script: string | undefined;

export const contract = endpoint({
  operationId: "getApiDocsScript",
  method: "GET",
  path: "/docs/reference.js",
  tag: "meta",
  area: "meta",
  summary: "Load the script of the documentation page",
  description: "The page's library, from our own host.",
  auth: "any",
  rate: "read",
  grants: [],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: { mediaType: "text/javascript; charset=utf-8" },
  errors: [],
  cache: "public-day",
  memoryMb: 1769,
  files: [SCRIPT],
  since: "1.0.0",
  rules: ["API-59"],
  example: {},
});

export const handler = handle(contract, async () => {
  script ??= readFileSync(join(process.cwd(), SCRIPT), "utf8");
  return script;
});
