import {
  type AttributeValue,
  BatchGetItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, inject } from "vitest";
import { tableDefinition } from "../../core/table/definition.ts";
import { createTable, withoutStream } from "../../local/table.ts";
import { useSecrets } from "./secrets.ts";

export type StoredItem = Readonly<Record<string, unknown>>;

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export interface TestTable {
  readonly name: string;
  /** Everything stored, for assertions on what was and was not written. */
  items(): Promise<StoredItem[]>;
  /** One partition in sort-key order. */
  partition(pk: string): Promise<StoredItem[]>;
  /** The items under these keys, as far as there are any. */
  at(keys: readonly ItemKey[]): Promise<StoredItem[]>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

/** Gives the test file a table and secrets of its own and points the product's clients at them. Call it once, at the top of the file. */
export function useTable(): TestTable {
  const name = `test-${crypto.randomUUID()}`;
  const endpoint = inject("dynamodbEndpoint");
  const definition = withoutStream(tableDefinition(name));
  // A client of its own: what a test looks at must not count as a call of the code under test.
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } });

  beforeAll(async () => {
    process.env.DYNAMODB_ENDPOINT = endpoint;
    process.env.TABLE_NAME = name;
    await useSecrets();
    await createTable(client, definition);
  });
  const drop = () => client.send(new DeleteTableCommand({ TableName: name }));
  afterAll(async () => {
    await drop();
    client.destroy();
  });

  return {
    name,
    items: () => collect(paginateScan({ client }, { TableName: name, ConsistentRead: true })),
    partition: (pk) =>
      collect(
        paginateQuery(
          { client },
          { TableName: name, ConsistentRead: true, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: pk } } },
        ),
      ),
    at: async (keys) => {
      const pages = chunks(keys, MOST_IN_A_BATCH).map((some) => readBatch(client, name, some));
      return (await Promise.all(pages)).flat();
    },
    clear: async () => {
      await drop();
      await createTable(client, definition);
    },
  };
}

const MOST_IN_A_BATCH = 100;

async function readBatch(client: DynamoDBClient, name: string, keys: readonly ItemKey[]): Promise<StoredItem[]> {
  const Keys = keys.map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } }));
  const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }));
  return (Responses?.[name] ?? []).map((item) => unmarshall(item));
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}

async function collect(pages: AsyncIterable<{ Items?: Record<string, AttributeValue>[] | undefined }>): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  for await (const page of pages) items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
  return items;
}
