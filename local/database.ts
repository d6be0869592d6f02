import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableDefinition } from "../core/table/definition.ts";
import { startEngine } from "./engine.ts";
import { tendEngineFile } from "./engine-file.ts";
import { createTable } from "./table.ts";

export interface Database {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  /** Whether this start has made the table. */
  readonly isNew: boolean;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  readonly root: string;
  readonly file: string;
  readonly tableName: string;
  /** Stream records up to this sequence number are no longer needed. */
  readonly readUpTo: number;
}

/** The engine that DYNAMODB_ENDPOINT names, or our own on the file, with the table in it. */
export async function openDatabase({ root, file, tableName, readUpTo }: DatabaseOptions): Promise<Database> {
  const given = process.env.DYNAMODB_ENDPOINT;
  const engine = given ? { endpoint: given, stop: async () => {} } : await startEngine({ root, dbFile: file });
  const { endpoint } = engine;
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } });
  const stop = async () => {
    client.destroy();
    await engine.stop();
  };
  try {
    const isNew = await createTable(client, tableDefinition(tableName));
    if (!given) tendEngineFile(file, readUpTo);
    return { endpoint, client, isNew, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
