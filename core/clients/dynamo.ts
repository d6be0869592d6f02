import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { environment, optionalEnvironment } from "../config.ts";
import { observed } from "./observe.ts";

let client: DynamoDBClient | undefined;

/** The process's DynamoDB client, made on first use. */
export function dynamo(): DynamoDBClient {
  client ??= observedClient(optionalEnvironment("DYNAMODB_ENDPOINT"));
  return client;
}

export function tableName(): string {
  return environment("TABLE_NAME");
}

function observedClient(endpoint: string | undefined): DynamoDBClient {
  const made = new DynamoDBClient({
    maxAttempts: 3,
    ...(endpoint === undefined ? {} : { endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
  });
  made.middlewareStack.add(
    (next, context) => (args) =>
      observed({ service: "dynamodb", action: actionOf(context.commandName), input: args.input }, () => next(args)),
    { step: "initialize", name: "observeCalls" },
  );
  return made;
}

function actionOf(commandName: unknown): string {
  return String(commandName).replace(/Command$/, "");
}
