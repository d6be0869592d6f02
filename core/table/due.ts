import type { Instant } from "../time.ts";
import { type DueKind, duePartitions } from "./keys.ts";
import { readRange } from "./read.ts";

/**
 * What of a kind is due at the instant, `limit` at most, the longest due first within a shard. The index is a moment behind the items, so
 * whoever works on them asks each item again.
 */
export async function readDue<T>(kind: DueKind, now: Instant, limit: number): Promise<readonly T[]> {
  const partitions = duePartitions(kind);
  const perPartition = Math.ceil(limit / partitions.length);
  // A due entry's key is `{dueAt}#{id}`: everything up to and with this instant.
  const to = `${now}#\uffff`;
  const pages = await Promise.all(partitions.map((pk) => readRange<T>({ pk, from: "0", to, index: "gsi1", limit: perPartition })));
  return pages.flatMap((page) => page.items);
}
