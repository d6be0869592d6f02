import { readFileSync } from "node:fs";
import { deserialize } from "node:v8";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { replay } from "../replay.ts";
import { type LoadResult, load } from "./load.ts";
import { countedLater } from "./rate-calls.ts";
import type { RecordedWorkload } from "./record-workload.ts";

/** What this process is told to do: the calls of a workload, from one of its requests on. */
export interface BareOrder {
  readonly file: string;
  readonly isLimited: boolean;
  readonly isRepeatable: boolean;
  readonly from: number;
  readonly loops: number;
  readonly warmMs: number;
  readonly measureMs: number;
}

export interface BareResult {
  readonly result: LoadResult;
  /** The request after the last one made. */
  readonly next: number;
}

const client = new DynamoDBClient({
  endpoint: process.argv[2] ?? "",
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
let loaded: { readonly file: string; readonly workload: RecordedWorkload } | undefined;

process.on("message", async (order: BareOrder) => {
  const workload = workloadIn(order.file);
  const requests = order.isLimited ? workload.limited : workload.unlimited;
  let next = order.from;
  const plan = { ...order, next: () => (order.isRepeatable || next < requests.length ? next++ : undefined) };
  // For the limiter each round over the requests lies two seconds after the last: who came back at once would be counted by another call.
  const laterMs = (index: number) => Date.now() - workload.recordedAtMs + 2_000 * Math.floor(index / requests.length);
  const ask = (index: number) => {
    const levels = requests[index % requests.length] ?? [];
    return replay(client, order.isLimited ? countedLater(levels, laterMs(index)) : levels);
  };
  const result = await load(plan, ask);
  process.send?.({ result, next } satisfies BareResult);
});

function workloadIn(file: string): RecordedWorkload {
  if (loaded?.file !== file) loaded = { file, workload: deserialize(readFileSync(file)) };
  return loaded.workload;
}
