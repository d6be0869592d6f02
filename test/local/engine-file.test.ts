import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, expect, it } from "vitest";
import { openDatabase } from "../../local/database.ts";
import { tendEngineFile } from "../../local/engine-file.ts";

const folder = mkdtempSync(join(tmpdir(), "engine-file-"));
const file = join(folder, "table.db");
delete process.env.DYNAMODB_ENDPOINT;
afterAll(() => rmSync(folder, { recursive: true }));

const query = (sql: string) => {
  const engine = new DatabaseSync(file);
  const rows = engine.prepare(sql).all();
  engine.close();
  return rows.map((row) => Object.values(row)[0]);
};
const sequences = () => query("SELECT CAST(sequence_number AS INTEGER) FROM _stream_records ORDER BY 1");

it("gives the engine its missing index, and drops day-old stream records that were read, but never the newest", async () => {
  const database = await openDatabase({ root: process.cwd(), file, tableName: "tended", readUpTo: 0 });
  const put = async (client: DynamoDBClient, sk: string) =>
    client.send(new PutItemCommand({ TableName: "tended", Item: { pk: { S: "a" }, sk: { S: sk } } }));
  for (const sk of ["1", "2", "3", "4"]) await put(database.client, sk);
  expect(query("SELECT name FROM sqlite_master WHERE name = 'stream_records_by_sequence'")).toEqual(["stream_records_by_sequence"]);
  await database.stop();

  tendEngineFile(file, 4);
  expect(sequences()).toEqual([1, 2, 3, 4]);
  query("UPDATE _stream_records SET created_at = created_at - 90000 RETURNING 1");
  tendEngineFile(file, 2);
  expect(sequences()).toEqual([3, 4]);
  tendEngineFile(file, 4);
  expect(sequences()).toEqual([4]);

  const later = await openDatabase({ root: process.cwd(), file, tableName: "tended", readUpTo: 4 });
  await put(later.client, "5");
  await later.stop();
  expect(sequences()).toEqual([4, 5]);
});
