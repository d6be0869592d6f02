import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { Positions } from "./positions.ts";

export interface ShardReader {
  /** The next records of the shards, up to `limit` of each, with what to call once they are dealt with. */
  next(limit: number): AsyncIterable<Batch>;
}

export interface Batch {
  readonly records: readonly StreamRecord[];
  /** Keeps that all records up to the one with this sequence number are done. */
  done(sequence: string): void;
}

const LOOK_FOR_SHARDS_MS = 5_000;

/** Reads all shards of a stream from where they were left, a parent to its end before its children. */
export function readShards(client: DynamoDBStreamsClient, streamArn: string, positions: Positions): ShardReader {
  // `null`: read to the end. A shard without an entry is opened where its position says.
  const iterators = new Map<string, string | null>();
  let shards: readonly Shard[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;

  return { next };

  async function* next(limit: number): AsyncIterable<Batch> {
    if (performance.now() - lookedAt > LOOK_FOR_SHARDS_MS) {
      shards = await describe(client, streamArn);
      lookedAt = performance.now();
    }
    for (const { id, parentId } of shards) {
      const isKnown = (shard: Shard) => shard.id === parentId;
      if (iterators.get(id) === null || (parentId && shards.some(isKnown) && iterators.get(parentId) !== null)) continue;
      const batch = await read(id, limit);
      if (batch) yield batch;
    }
  }

  async function read(shard: string, limit: number): Promise<Batch | undefined> {
    const iterator = iterators.get(shard) ?? (await open(client, streamArn, shard, positions.last(shard)));
    try {
      const { Records: records = [], NextShardIterator: following } = await client.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: limit }),
      );
      if (records.length === 0) {
        iterators.set(shard, following ?? null);
        return undefined;
      }
      // Until the batch is done the shard counts as unopened, so whatever is not done is read again.
      iterators.delete(shard);
      return { records, done: (sequence) => finish(shard, records, sequence, following ?? null) };
    } catch (error) {
      // An iterator lives 15 minutes, less than a machine may sleep.
      if (!(error instanceof Error) || error.name !== "ExpiredIteratorException") throw error;
      iterators.delete(shard);
      return undefined;
    }
  }

  function finish(shard: string, records: readonly StreamRecord[], sequence: string, following: string | null): void {
    positions.save(shard, sequence);
    if (records.at(-1)?.dynamodb?.SequenceNumber === sequence) iterators.set(shard, following);
  }
}

interface Shard {
  readonly id: string;
  readonly parentId: string | undefined;
}

async function describe(client: DynamoDBStreamsClient, streamArn: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let after: string | undefined;
  do {
    const { StreamDescription: stream } = await client.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ...(after === undefined ? {} : { ExclusiveStartShardId: after }) }),
    );
    shards.push(...(stream?.Shards ?? []).map((shard) => ({ id: shard.ShardId ?? "", parentId: shard.ParentShardId })));
    after = stream?.LastEvaluatedShardId;
  } while (after !== undefined);
  return shards;
}

async function open(client: DynamoDBStreamsClient, streamArn: string, shard: string, after: string | undefined): Promise<string> {
  const from =
    after === undefined
      ? ({ ShardIteratorType: "TRIM_HORIZON" } as const)
      : ({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after } as const);
  const { ShardIterator: iterator } = await client.send(new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shard, ...from }));
  if (iterator === undefined) throw new Error(`The stream gives no way into its shard ${shard}.`);
  return iterator;
}
