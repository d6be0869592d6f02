import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { userKey } from "../../core/table/keys.ts";
import { lambdaContext } from "../../local/function.ts";
import { type Call, type EndpointModule, eventFor } from "../../test/support/invoke.ts";
import { freshIp, signedIn } from "../../test/support/people.ts";
import { BYPASS_SECRET } from "../http/stage.ts";
import { type Levels, recordCalls } from "../recording.ts";
import { replay } from "../replay.ts";
import { median } from "../statistics.ts";
import { type Consumed, consumedBy } from "./consumed.ts";
import type { ScratchTable } from "./scratch-table.ts";

export interface Measured {
  readonly operation: string;
  /** That had to be waited for, beyond the edge's own, when nobody was in the way. */
  readonly roundTrips: number;
  readonly consumed: Consumed;
  /** Of a request, without what the SDK takes for the same calls. */
  readonly cpuMs: number;
  /** Of the same calls, made with the SDK alone. */
  readonly sdkCpuMs: number;
  /** The request in round trips of one GetItem. */
  readonly timesGetItem: number;
}

export interface Scenario {
  readonly module: EndpointModule;
  /** What is special about the data, beside the operation's name. */
  readonly about?: string;
  /** A request on data of its own. */
  readonly requests: (count: number) => Promise<readonly Call[]>;
}

/** A request of a scenario was refused. */
export class RequestFailed extends Error {
  override readonly name = "RequestFailed";
}

const WARM = 5;
const REPEATS = 25;
const STRETCHES = 5;
const STRETCH = 4;
const MEASURED = STRETCHES * STRETCH;

/** Measures one operation at its handler, on a table of its own. */
export async function measureOperation(
  { module, about, requests }: Scenario,
  table: ScratchTable,
  client: DynamoDBClient,
): Promise<Measured> {
  const { contract } = module;
  const calls = await requests(WARM + MEASURED);
  const probe = (await signedIn()).userId;
  await table.mark();

  const run = async (call: Call) => requireSuccess(contract.operationId, await handled(module, call));
  const [first, ...others] = calls.slice(0, WARM);
  const consumed = await consumedBy(() => run(first ?? {}));
  for (const call of others) await run(call);
  // What changes nothing can be done often, so that it is measured as it runs in a process that is not new.
  const repeats = contract.method === "GET" ? REPEATS : 0;
  for (let repeat = 0; repeat < repeats; repeat++) for (const call of others) await run(uncounted(call));
  const latencies: number[] = [];
  const recorded: Levels[] = [];
  const cpuMs = await leastCpuOf(calls.slice(WARM), async (call) => {
    const startedAt = performance.now();
    const { levels } = await recordCalls(() => run(call));
    latencies.push(performance.now() - startedAt);
    recorded.push(levels);
  });

  const key = { pk: { S: userKey(probe).pk }, sk: { S: userKey(probe).sk } };
  const oneGet = await timesOf(100, () => client.send(new GetItemCommand({ TableName: table.name, Key: key, ConsistentRead: true })));
  if (consumed.itemsWritten > 0) await table.restore();
  const sdkCpuMs = await leastCpuOf(recorded, (levels) => replay(client, levels));

  const hasEdge = contract.auth !== "any" || contract.rate !== "none";
  return {
    operation: about === undefined ? contract.operationId : `${contract.operationId}, ${about}`,
    roundTrips: Math.min(...recorded.map((levels) => levels.length)) - (hasEdge ? 1 : 0),
    consumed,
    cpuMs: cpuMs - sdkCpuMs,
    sdkCpuMs,
    timesGetItem: median(latencies) / median(oneGet),
  };
}

function uncounted(call: Call): Call {
  return { ...call, headers: { ...call.headers, "x-rate-limit-bypass": BYPASS_SECRET } };
}

function handled(module: EndpointModule, call: Call): Promise<APIGatewayProxyStructuredResultV2> {
  const { contract } = module;
  const { operationId: name, grants } = contract;
  const context = lambdaContext({ name, file: "", grants, memoryMb: 512, timeoutMs: 10_000 });
  return asHandler(module)(eventFor(contract, { sourceIp: freshIp(), ...call }), context);
}

function requireSuccess(operation: string, { statusCode = 200, body }: APIGatewayProxyStructuredResultV2): void {
  if (statusCode >= 400) throw new RequestFailed(`${operation} (${statusCode} ${codeOf(body)})`);
}

function codeOf(body = "{}"): string {
  const { code = "" }: { code?: string } = JSON.parse(body);
  return code;
}

async function timesOf(count: number, run: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Of one item, in the stretch that was disturbed the least: whoever shares the machine shares its caches too. */
async function leastCpuOf<T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<number> {
  const stretches: number[] = [];
  for (let start = 0; start < items.length; start += STRETCH) {
    const before = process.cpuUsage();
    for (const item of items.slice(start, start + STRETCH)) await run(item);
    const { user, system } = process.cpuUsage(before);
    stretches.push((user + system) / 1000 / STRETCH);
  }
  return Math.min(...stretches);
}

/** Guaranteed by `eventFor` and `lambdaContext`, which build exactly what Lambda hands to every handler. */
function asHandler(module: EndpointModule): (event: unknown, context: unknown) => Promise<APIGatewayProxyStructuredResultV2> {
  return (event, context) => module.handler(event as never, context as never) as Promise<APIGatewayProxyStructuredResultV2>;
}
