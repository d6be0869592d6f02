import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";

/** Creates the table, unless one of its name is there already; answers whether it is new. */
export async function createTable(client: DynamoDBClient, definition: CreateTableCommandInput): Promise<boolean> {
  try {
    await client.send(new CreateTableCommand(definition));
  } catch (error) {
    if (error instanceof ResourceInUseException) return false;
    throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { TableName: definition.TableName });
  return true;
}

/** For an engine in memory when nobody reads the stream: it looks through all of it at every write. */
export function withoutStream(definition: CreateTableCommandInput): CreateTableCommandInput {
  return { ...definition, StreamSpecification: { StreamEnabled: false } };
}
