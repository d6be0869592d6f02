import { DatabaseSync } from "node:sqlite";

/** What the stand-ins of this folder remember over restarts: mails, places and how far the stream has been read. */
export type Store = DatabaseSync;

/** Opens the file, or a store in memory for tests. */
export function openStore(file: string | ":memory:"): Store {
  const store = new DatabaseSync(file);
  // Without waiting for the disk at every commit a power cut may lose the last ones; the end of the process, however hard, cannot.
  store.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS positions (shard TEXT PRIMARY KEY, sequence TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS mails (
      message_id TEXT NOT NULL, recipient TEXT NOT NULL, mail TEXT NOT NULL, PRIMARY KEY (recipient, message_id)
    );
    CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS places (place_id TEXT PRIMARY KEY, address TEXT NOT NULL);
  `);
  return store;
}

/** The value of a text column, which the schema above declares NOT NULL. */
export function textOf(row: Record<string, unknown> | undefined, column: string): string {
  return String(row?.[column] ?? "");
}
