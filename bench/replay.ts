import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Levels, RecordedCall } from "./recording.ts";

/** Makes the calls of a recorded request again, with nothing but the SDK. Answers whether all of them did what they did then. */
export async function replay(client: DynamoDBClient, levels: Levels): Promise<boolean> {
  let succeeded = true;
  for (const level of levels) {
    const done = await Promise.all(level.map((call) => send(client, call)));
    succeeded &&= done.every(Boolean);
  }
  return succeeded;
}

async function send(client: DynamoDBClient, { action, input }: RecordedCall): Promise<boolean> {
  try {
    await sendCommand(client, action, input);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException || error instanceof TransactionCanceledException) return false;
    throw error;
  }
}

/** Guaranteed by `recordCalls`: the input is what the command of that name was made with. */
function sendCommand(client: DynamoDBClient, action: string, input: unknown): Promise<unknown> {
  switch (action) {
    case "GetItem":
      return client.send(new GetItemCommand(input as GetItemCommand["input"]));
    case "BatchGetItem":
      return client.send(new BatchGetItemCommand(input as BatchGetItemCommand["input"]));
    case "Query":
      return client.send(new QueryCommand(input as QueryCommand["input"]));
    case "PutItem":
      return client.send(new PutItemCommand(input as PutItemCommand["input"]));
    case "UpdateItem":
      return client.send(new UpdateItemCommand(input as UpdateItemCommand["input"]));
    case "DeleteItem":
      return client.send(new DeleteItemCommand(input as DeleteItemCommand["input"]));
    case "TransactWriteItems":
      return client.send(new TransactWriteItemsCommand(input as TransactWriteItemsCommand["input"]));
    default:
      throw new Error(`${action} cannot be replayed.`);
  }
}
