import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { required } from "../../core/errors.ts";
import { openDataFolder } from "../../local/data-folder.ts";
import { openDatabase } from "../../local/database.ts";
import { setEnvironment } from "../../local/environment.ts";
import { localSecrets } from "../../local/secrets.ts";
import { ROOT } from "../../scripts/openapi/load-declarations.ts";

/** The name under which the local runtime keeps its table. */
const TABLE_NAME = "instainstru-local";
const TABLE_FILE = "table.db";
export const BYPASS_SECRET = "let the benchmark pass";

/** A data folder of the local runtime, as it was left by `prepare`, to be copied as often as needed. */
export interface Stage {
  /** At which the runtime must be started, because the tokens of the people name it. */
  readonly port: number;
  /** A fresh copy of the folder. */
  copy(): string;
  tableIn(folder: string): string;
  remove(): void;
}

/**
 * Lets `prepare` fill a table with the product's own code and `afterwards` go on in it, and keeps the state between the two. Both run in
 * this process, in the environment that the local runtime gives to functions.
 */
export async function setStage<People, Notes>(
  prepare: () => Promise<People>,
  afterwards: (people: People) => Promise<Notes>,
): Promise<{ readonly stage: Stage; readonly people: People; readonly notes: Notes }> {
  const work = mkdtempSync(join(tmpdir(), "bench-"));
  const [filled, kept] = [join(work, "filled"), join(work, "kept")];
  delete process.env.DYNAMODB_ENDPOINT;
  for (const folder of [filled, kept]) openDataFolder(folder, true);
  const secrets = { ...(await localSecrets(join(kept, "secrets.json"))), RATE_LIMIT_BYPASS: BYPASS_SECRET };
  writeFileSync(join(kept, "secrets.json"), JSON.stringify(secrets));
  const port = await freePort();
  const file = join(filled, TABLE_FILE);
  const database = await openDatabase({ root: ROOT, file, tableName: TABLE_NAME, readUpTo: 0 });
  const addresses = { api: `http://localhost:${port}`, dynamodb: database.endpoint, sqs: "", queues: [], tableName: TABLE_NAME };
  const unsetEnvironment = setEnvironment(addresses, secrets);
  try {
    const people = await prepare();
    copyTable(file, join(kept, TABLE_FILE));
    const notes = await afterwards(people);
    return { stage: stageIn(work, kept, port), people, notes };
  } finally {
    unsetEnvironment();
    await database.stop();
  }
}

function stageIn(work: string, kept: string, port: number): Stage {
  let copies = 0;
  return {
    port,
    copy: () => {
      const folder = join(work, `copy-${copies++}`);
      cpSync(kept, folder, { recursive: true });
      return folder;
    },
    tableIn: (folder) => join(folder, TABLE_FILE),
    remove: () => rmSync(work, { recursive: true, force: true }),
  };
}

/** The table as it is now, without the stream of how it was filled, which the relay would have to go through. */
function copyTable(from: string, to: string): void {
  const live = new DatabaseSync(from);
  live.prepare("VACUUM INTO ?").run(to);
  live.close();
  const copy = new DatabaseSync(to);
  copy.exec("DELETE FROM _stream_records WHERE id NOT IN (SELECT MAX(id) FROM _stream_records GROUP BY table_name)");
  copy.close();
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? required(address?.port, "a server has a port") : 0));
    });
  });
}
