import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { tableDefinition } from "../../core/table/definition.ts";
import { createTable, withoutStream } from "../../local/table.ts";

const MOST_IN_BATCH = 25;

/** A table for one operation, which can be set back to what it held when it was marked. */
export class ScratchTable {
  readonly name: string;
  readonly #client: DynamoDBClient;
  #marked: readonly Record<string, AttributeValue>[] = [];

  constructor(client: DynamoDBClient, name: string) {
    this.#client = client;
    this.name = name;
  }

  async create(): Promise<void> {
    await createTable(this.#client, withoutStream(tableDefinition(this.name)));
  }

  async drop(): Promise<void> {
    await this.#client.send(new DeleteTableCommand({ TableName: this.name }));
  }

  async mark(): Promise<void> {
    const items: Record<string, AttributeValue>[] = [];
    for await (const page of paginateScan({ client: this.#client }, { TableName: this.name })) items.push(...(page.Items ?? []));
    this.#marked = items;
  }

  async restore(): Promise<void> {
    await this.drop();
    await this.create();
    for (let start = 0; start < this.#marked.length; start += MOST_IN_BATCH) {
      const puts = this.#marked.slice(start, start + MOST_IN_BATCH).map((Item) => ({ PutRequest: { Item } }));
      await this.#client.send(new BatchWriteItemCommand({ RequestItems: { [this.name]: puts } }));
    }
  }
}
