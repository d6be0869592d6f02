import type { ExampleBuilder } from "../support/example.ts";

const visitor: ExampleBuilder = async () => ({ as: "visitor" });

export const examples: Record<string, ExampleBuilder> = {
  getHealth: visitor,
  getReadiness: visitor,
  getOpenApiDocument: visitor,
  getOpenApiYaml: visitor,
  getApiDocs: visitor,
  getApiDocsScript: visitor,
};
