import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { HOUR_MS } from "../core/time.ts";

const STREAM_KEPT_MS = 24 * HOUR_MS;

/**
 * Keeps the engine's file quick. The engine looks for the highest sequence number of a stream at every write and has no index for it;
 * and it never drops stream records. Like AWS we drop those older than a day, but only what has been read (a machine that was off over
 * the weekend still owes its events), and never the newest of a table, from which the engine counts on.
 */
export function tendEngineFile(file: string, readUpTo: number): void {
  if (!existsSync(file)) return;
  const engine = new DatabaseSync(file);
  try {
    engine.exec("PRAGMA busy_timeout = 5000");
    if (!engine.prepare("SELECT 1 FROM sqlite_master WHERE name = '_stream_records'").get()) return;
    engine.exec("CREATE INDEX IF NOT EXISTS stream_records_by_sequence ON _stream_records(table_name, CAST(sequence_number AS INTEGER))");
    const oldest = Math.floor((Date.now() - STREAM_KEPT_MS) / 1000);
    engine
      .prepare(
        `DELETE FROM _stream_records WHERE created_at < ? AND CAST(sequence_number AS INTEGER) <= ?
         AND id NOT IN (SELECT MAX(id) FROM _stream_records GROUP BY table_name)`,
      )
      .run(oldest, readUpTo);
  } finally {
    engine.close();
  }
}
