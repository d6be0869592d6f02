import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Endpoint } from "../../functions/http/endpoint.ts";
import { openDatabase } from "../../local/database.ts";
import { type Declared, loadDeclarations, ROOT } from "../../scripts/openapi/load-declarations.ts";
import { loadEndpoint, loadExamples } from "../../test/promises/load-examples.ts";
import type { ExampleBuilder } from "../../test/support/example.ts";
import type { Call } from "../../test/support/invoke.ts";
import { setSecret, useSecrets } from "../../test/support/secrets.ts";
import { BYPASS_SECRET } from "../http/stage.ts";
import { makePeople } from "../people.ts";
import { type Workload, workloads } from "../workloads.ts";
import { type Measured, measureOperation, RequestFailed, type Scenario } from "./measure-operation.ts";
import { ScratchTable } from "./scratch-table.ts";
import { SIZES } from "./sizes.ts";

/** Said to the parent of this process: how far it is, what it has measured, what it could not. */
export type Said = { readonly doing: string } | { readonly measured: Measured } | { readonly unmeasured: string } | { readonly done: true };

/** Measures every operation in turn, as it runs in Lambda: one at a time, with a log line for each request. */
async function main(): Promise<void> {
  delete process.env.DYNAMODB_ENDPOINT;
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const database = await openDatabase({ root: ROOT, file: join(folder, "table.db"), tableName: "bench", readUpTo: 0 });
  const { endpoint, client } = database;
  Object.assign(process.env, { STAGE: "local", POWERTOOLS_LOG_LEVEL: "INFO", DYNAMODB_ENDPOINT: endpoint, TABLE_NAME: "bench" });
  await useSecrets();
  setSecret("RATE_LIMIT_BYPASS", BYPASS_SECRET);
  const { endpoints } = await loadDeclarations();
  const examples = await loadExamples();
  const table = new ScratchTable(client, "bench-scratch");
  process.env.TABLE_NAME = table.name;
  for (const contract of endpoints.filter(({ stage, operationId }) => stage !== "local" && isAsked(operationId))) {
    const { operationId } = contract;
    say({ doing: operationId });
    await table.create();
    const scenario = await scenarioOf(contract, examples.get(operationId));
    say(scenario ? await measured(scenario, table, client) : { unmeasured: `${operationId} (no example)` });
    await table.drop();
  }
  for (const make of SIZES) {
    say({ doing: "people with much to do" });
    await table.create();
    for (const scenario of await make()) say(await measured(scenario, table, client));
    await table.drop();
  }
  await database.stop();
  rmSync(folder, { recursive: true });
  say({ done: true });
}

/** `BENCH_OPERATIONS=listBookings,createBooking` measures these alone, and those that are measured by size. */
function isAsked(operationId: string): boolean {
  return process.env.BENCH_OPERATIONS?.split(",").includes(operationId) ?? true;
}

/** What a request changes for all others, such as a setting of the platform, lets no second one pass that was made before. */
async function measured(scenario: Scenario, table: ScratchTable, client: DynamoDBClient): Promise<Said> {
  try {
    return { measured: await measureOperation(scenario, table, client) };
  } catch (error) {
    if (error instanceof RequestFailed) return { unmeasured: error.message };
    throw error;
  }
}

function say(message: Said): void {
  process.send?.(message);
}

/** What the load tests do where they know the operation, because their people have full weeks and lists; else the example of its tests. */
async function scenarioOf({ operationId, file }: Declared<Endpoint>, example: ExampleBuilder | undefined): Promise<Scenario | undefined> {
  const module = await loadEndpoint(file);
  if (LOADED.has(operationId)) return { module, requests: async (count) => loadedRequests(operationId, count) };
  return example && { module, requests: (count) => exampleRequests(example, count) };
}

const LOADED = new Set(["getWeekAvailability", "getInstructorAvailability", "listBookings", "saveWeekAvailability", "createBooking"]);

async function loadedRequests(operationId: string, count: number): Promise<Call[]> {
  const all = workloads(await makePeople({ students: count, instructors: count, shown: count, withLessons: count }));
  const isIt = ({ module }: Workload) => module.contract.operationId === operationId;
  return all.filter(isIt).flatMap(({ request }) => Array.from({ length: count }, (_, index) => request(index, false)));
}

async function exampleRequests(example: ExampleBuilder, count: number): Promise<Call[]> {
  const calls: Call[] = [];
  for (let index = 0; index < count; index++) calls.push(await example());
  return calls;
}

await main();
