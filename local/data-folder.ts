import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Stop } from "./stops.ts";

/** Counts up when what earlier versions have stored can no longer be read. */
const DATA_VERSION = 1;
const VERSION_FILE = "version.json";
const LOCK_FILE = "lock.db";

/**
 * Prepares the folder that holds everything the local runtime keeps, and keeps it for this runtime until the answer is called; `fresh`
 * empties it first. A folder of another version, one that is not ours, or one in use is left alone and refused.
 */
export function openDataFolder(folder: string, fresh: boolean): Stop {
  const found = versionIn(folder);
  if (found === "foreign") throw new Error(`${folder} holds files that are not local data; name another folder.`);
  if (!fresh && found !== "none" && found !== DATA_VERSION) {
    throw new Error(`${folder} holds data of version ${found}, this is version ${DATA_VERSION}: start with --fresh to begin anew.`);
  }
  mkdirSync(folder, { recursive: true });
  const release = lock(folder);
  if (fresh || found === "none") {
    for (const name of contentsOf(folder)) rmSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, VERSION_FILE), JSON.stringify({ version: DATA_VERSION }));
  }
  return release;
}

function versionIn(folder: string): number | "none" | "foreign" {
  const file = join(folder, VERSION_FILE);
  if (existsSync(file)) return Number(JSON.parse(readFileSync(file, "utf8")).version);
  return existsSync(folder) && contentsOf(folder).length > 0 ? "foreign" : "none";
}

function contentsOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => name !== LOCK_FILE);
}

/**
 * Two runtimes on one folder would each relay and confirm the other's bookings, and `--fresh` would empty it under the first. SQLite's
 * lock is one of the operating system, so it ends with its process, `kill -9` included.
 */
function lock(folder: string): Stop {
  const file = new DatabaseSync(join(folder, LOCK_FILE));
  try {
    file.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    file.close();
    throw new Error(`${folder} is in use: stop the runtime that was started on it, or name another folder with --data.`, { cause });
  }
  return async () => file.close();
}
