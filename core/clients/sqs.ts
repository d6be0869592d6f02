import { SQSClient } from "@aws-sdk/client-sqs";
import { environment, optionalEnvironment } from "../config.ts";
import { observed } from "./observe.ts";

let client: SQSClient | undefined;

/** The process's SQS client, made on first use. */
export function sqs(): SQSClient {
  if (client) return client;
  const endpoint = optionalEnvironment("AWS_ENDPOINT_URL_SQS");
  client = new SQSClient({
    maxAttempts: 3,
    ...(endpoint === undefined ? {} : { endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
  });
  client.middlewareStack.add(
    (next, context) => (args) =>
      observed({ service: "sqs", action: String(context.commandName).replace(/Command$/, ""), input: args.input }, () => next(args)),
    { step: "initialize", name: "observeCalls" },
  );
  return client;
}

/** The address of a consumer's queue, as `stacks/grants.ts` and the local runtime put it into the environment. */
export function queueUrl(consumer: string): string {
  return environment(`QUEUE_URL_${consumer.toUpperCase().replaceAll("-", "_")}`);
}
