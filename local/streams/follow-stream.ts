import { setTimeout as wait } from "node:timers/promises";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBBatchResponse } from "aws-lambda";
import type { Invoke } from "../function.ts";
import { createPause } from "../pause.ts";
import { isOutboxItem, readOutboxItemsOnly } from "./outbox-items.ts";
import type { Positions } from "./positions.ts";
import { type Batch, readShards } from "./shards.ts";
import { lambdaStreamRecord } from "./stream-record.ts";

export interface StreamFollower {
  /** Says that something was written, so that it is read at once rather than at the next look. */
  wake(): void;
  stop(): Promise<void>;
}

export interface FollowOptions {
  readonly endpoint: string;
  readonly tableName: string;
  readonly relay: Invoke;
  readonly positions: Positions;
  readonly log: (line: string) => void;
}

const RECORDS_A_BATCH = 100;
/** Writers in this process wake us; others (a script, a test) wait this long at most. */
const LOOK_AGAIN_MS = 200;
/** Wakes come with every write: so many milliseconds of them share one look, and their events one call to each queue. */
const BREATH_MS = 50;
const RETRY_FIRST_MS = 100;
const RETRY_LONGEST_MS = 5_000;
const REGION = "us-east-1";

/**
 * Hands the table's stream to the relay in order, as Lambda's event source mapping does: a batch that fails is tried again and holds
 * up what comes after it; what is done is remembered. A record may be handed over twice, never not at all.
 */
export async function followStream(options: FollowOptions): Promise<StreamFollower> {
  const config = { endpoint: options.endpoint, region: REGION, credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const arn = await streamArn(new DynamoDBClient(config), options.tableName);
  const client = new DynamoDBStreamsClient(config);
  readOutboxItemsOnly(client);
  const shards = readShards(client, arn, options.positions);
  const idle = createPause();
  const retry = createPause();
  let stopped = false;

  async function follow(): Promise<void> {
    let retryMs = RETRY_FIRST_MS;
    while (!stopped) {
      const lookedAt = performance.now();
      try {
        let hasMore = false;
        for await (const batch of shards.next(RECORDS_A_BATCH)) {
          await relay(batch, options.relay, arn);
          hasMore ||= batch.records.length === RECORDS_A_BATCH;
          if (stopped) return;
        }
        retryMs = RETRY_FIRST_MS;
        if (hasMore) continue;
        await idle.wait(LOOK_AGAIN_MS);
        const sinceMs = performance.now() - lookedAt;
        if (sinceMs < BREATH_MS && !stopped) await wait(BREATH_MS - sinceMs);
      } catch (error) {
        if (stopped) return;
        options.log(`The relay failed and tries again: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        await retry.wait(retryMs);
        retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS);
      }
    }
  }

  const following = follow();
  return {
    wake: idle.wake,
    stop: async () => {
      stopped = true;
      idle.wake();
      retry.wake();
      await following;
      client.destroy();
    },
  };
}

/** Runs the relay over one batch; a partial failure keeps what came before the first failed record and throws. */
async function relay(batch: Batch, invoke: Invoke, arn: string): Promise<void> {
  const records = batch.records.filter(isOutboxItem).map((record) => lambdaStreamRecord(record, { arn, region: REGION }));
  const failed = records.length === 0 ? new Set() : failuresOf(await invoke({ Records: records }));
  const sequences = batch.records.map((record) => record.dynamodb?.SequenceNumber ?? "");
  const firstFailed = sequences.findIndex((sequence) => failed.has(sequence));
  const lastDone = sequences.at(firstFailed < 0 ? -1 : firstFailed - 1);
  if (firstFailed !== 0 && lastDone !== undefined) batch.done(lastDone);
  if (firstFailed >= 0) throw new Error(`record ${sequences[firstFailed]} was reported as failed`);
}

/** A relay that answers nothing has done the whole batch. */
function failuresOf(result: unknown): ReadonlySet<string> {
  const response = (result ?? {}) as Partial<DynamoDBBatchResponse>;
  return new Set((response.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
}

async function streamArn(client: DynamoDBClient, tableName: string): Promise<string> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  client.destroy();
  if (!table?.LatestStreamArn) throw new Error(`The table ${tableName} has no stream.`);
  return table.LatestStreamArn;
}
