import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { jsonOf } from "./json.ts";
import type { StoredItem } from "./table.ts";

/** The name under which every local runtime keeps its table. */
export const LOCAL_TABLE = "instainstru-local";

/** Where the database of a running runtime answers. */
export async function databaseOf(url: string): Promise<string> {
  return (await jsonOf<{ engine: string }>(await fetch(`${url}/local`))).engine;
}

/** Everything that a running runtime has stored. */
export async function storedIn(url: string): Promise<StoredItem[]> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: await databaseOf(url), region: "us-east-1", credentials });
  const found: StoredItem[] = [];
  for await (const page of paginateScan({ client }, { TableName: LOCAL_TABLE, ConsistentRead: true })) {
    found.push(...(page.Items ?? []).map((item) => unmarshall(item)));
  }
  client.destroy();
  return found;
}
