import { endpoint } from "../http/endpoint.ts";
import { handle } from "../http/handle.ts";
import { nothing } from "../http/nothing.ts";
import { reply } from "../http/reply.ts";
import { DOCS_POLICY, docsPage } from "./docs-page.ts";

export const contract = endpoint({
  operationId: "getApiDocs",
  method: "GET",
  path: "/docs",
  tag: "meta",
  area: "meta",
  summary: "Read the documentation as a page",
  description: "The document with search, examples and a console. All assets come from this host.",
  auth: "any",
  rate: "read",
  grants: [],
  retry: "safe",
  params: nothing,
  query: nothing,
  status: 200,
  response: { mediaType: "text/html; charset=utf-8" },
  errors: [],
  cache: "document",
  head: true,
  since: "1.0.0",
  rules: ["API-59"],
  example: {},
});

export const handler = handle(contract, async () => reply(docsPage(), { headers: { "content-security-policy": DOCS_POLICY } }));
