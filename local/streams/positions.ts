import { type Store, textOf } from "../store.ts";

/** How far the relay has taken each shard, kept over restarts. */
export interface Positions {
  last(shard: string): string | undefined;
  save(shard: string, sequence: string): void;
  /** The highest sequence number read of any shard; 0 when nothing was. */
  readUpTo(): number;
}

export function positionsIn(store: Store): Positions {
  const read = store.prepare("SELECT sequence FROM positions WHERE shard = ?");
  const write = store.prepare("INSERT OR REPLACE INTO positions (shard, sequence) VALUES (?, ?)");
  const highest = store.prepare("SELECT COALESCE(MAX(CAST(sequence AS INTEGER)), 0) AS sequence FROM positions");
  return {
    last: (shard) => textOf(read.get(shard), "sequence") || undefined,
    save: (shard, sequence) => void write.run(shard, sequence),
    readUpTo: () => Number(textOf(highest.get(), "sequence")),
  };
}
