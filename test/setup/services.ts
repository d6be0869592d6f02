import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { startEngine } from "../../local/engine.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the run's database answers; every test file makes its own table in it. */
    dynamodbEndpoint: string;
  }
}

/** One database in memory for the whole run, or the one that DYNAMODB_ENDPOINT names. */
export default async function startServices(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) {
    project.provide("dynamodbEndpoint", given);
    return async () => {};
  }
  const engine = await startEngine({ root: fileURLToPath(new URL("../..", import.meta.url)) });
  project.provide("dynamodbEndpoint", engine.endpoint);
  return engine.stop;
}
