import type { SSTConfig } from "sst";
import { registerStacks } from "./stacks/app.ts";
import { buildInOneGo } from "./stacks/bundled-handlers.ts";
import { entryPointsOf, readDocument } from "./stacks/document.ts";

export default {
  config(_input) {
    return { name: "instainstru", region: "us-east-1" };
  },
  async stacks(app) {
    const document = readDocument("openapi.yaml");
    if (app.mode === "deploy") await buildInOneGo(entryPointsOf(document));
    registerStacks(app, document);
  },
} satisfies SSTConfig;
