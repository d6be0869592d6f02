import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Counts up when what earlier versions have stored can no longer be read. */
const DATA_VERSION = 1;
const VERSION_FILE = "version.json";

/**
 * Prepares the folder that holds everything the local runtime keeps; `fresh` empties it first. A folder of another version, or one
 * that is not ours, is left alone and refused.
 */
export function openDataFolder(folder: string, fresh: boolean): void {
  const found = versionIn(folder);
  if (found === "none" || (fresh && found !== "foreign")) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, VERSION_FILE), JSON.stringify({ version: DATA_VERSION }));
    return;
  }
  if (found === "foreign") throw new Error(`${folder} holds files that are not local data; name another folder.`);
  if (found !== DATA_VERSION) {
    throw new Error(`${folder} holds data of version ${found}, this is version ${DATA_VERSION}: start with --fresh to begin anew.`);
  }
}

function versionIn(folder: string): number | "none" | "foreign" {
  const file = join(folder, VERSION_FILE);
  if (existsSync(file)) return Number(JSON.parse(readFileSync(file, "utf8")).version);
  return existsSync(folder) && readdirSync(folder).length > 0 ? "foreign" : "none";
}
