import { dump } from "js-yaml";
import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { publishedDocument } from "./published-document.ts";

export const contract = endpoint({
  operationId: "getOpenApiYaml",
  method: "GET",
  path: "/api/v1/openapi.yaml",
  tag: "meta",
  area: "meta",
  summary: "Read this document as YAML",
  description: "The same document as `getOpenApiDocument`.",
  auth: "any",
  rate: "read",
  grants: [],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: { mediaType: "application/yaml; charset=utf-8" },
  errors: [],
  cache: "document",
  head: true,
  files: ["openapi.yaml"],
  since: "1.0.0",
  rules: ["API-51", "API-53"],
  example: {},
});

// It does not change while the process lives, and writing it takes tens of milliseconds.
let text: string | undefined;

export const handler = handle(contract, async () => {
  // Two fifths of it would be indentation; some readers stop at a mebibyte.
  text ??= dump(publishedDocument(), { indent: 1, lineWidth: -1, noRefs: true });
  return text;
});
