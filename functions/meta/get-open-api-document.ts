import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { publishedDocument } from "./published-document.ts";

export const contract = endpoint({
  operationId: "getOpenApiDocument",
  method: "GET",
  path: "/api/v1/openapi.json",
  tag: "meta",
  area: "meta",
  summary: "Read this document as JSON",
  description: "OpenAPI 3.1. Generated from the contracts that the server itself runs by.",
  auth: "any",
  rate: "read",
  grants: [],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: { mediaType: "application/json; charset=utf-8" },
  errors: [],
  cache: "document",
  head: true,
  files: ["openapi.yaml"],
  since: "1.0.0",
  rules: ["API-51", "API-53"],
  example: { response: { openapi: "3.1.0", info: { title: "InstaInstru", version: "1.0.0" }, paths: {} } },
});

// It does not change while the process lives.
let text: string | undefined;

export const handler = handle(contract, async () => {
  text ??= JSON.stringify(publishedDocument());
  return text;
});
