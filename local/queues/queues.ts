import { SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { required } from "../../core/errors.ts";
import type { ConsumerDeclaration } from "../document.ts";
import { type QueueServer, startQueueServer } from "./queue-server.ts";

/**
 * How long a received message stays hidden before it comes again. In AWS it is six times the function's time; here it is so short that
 * a retry can be watched.
 */
export const RETRY_AFTER_SECONDS = 5;
/** What the end of a queue keeps: as long as SQS can. */
const DEAD_LETTERS_KEPT_SECONDS = 14 * 24 * 60 * 60;
/** Each consumer keeps one request waiting, and functions send besides. */
const MOST_SOCKETS = 500;

export interface Queue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly deadLetters: { readonly name: string; readonly url: string };
}

export interface Queues {
  readonly endpoint: string;
  readonly client: SQSClient;
  readonly all: readonly Queue[];
  named(consumer: string): Queue;
  inspect: QueueServer["inspect"];
  stop(): Promise<void>;
}

/** Starts SQS on this machine with one queue and one dead-letter queue for each consumer; the folder keeps their messages. */
export async function openQueues(folder: string, consumers: readonly ConsumerDeclaration[]): Promise<Queues> {
  // An existing queue keeps the attributes it has.
  const server = await startQueueServer({
    folder,
    queues: consumers.flatMap(({ name }) => [
      { name: deadLettersOf(name), attributes: { MessageRetentionPeriod: String(DEAD_LETTERS_KEPT_SECONDS) } },
      { name },
    ]),
  });
  const { endpoint } = server;
  const client = new SQSClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    requestHandler: { httpAgent: { maxSockets: MOST_SOCKETS } },
  });
  const all = consumers.map((consumer) => queueOf(consumer, endpoint));
  // The contract of an existing queue may have changed.
  await Promise.all(consumers.map((consumer) => client.send(attributesOf(consumer, queueOf(consumer, endpoint)))));
  return {
    endpoint,
    client,
    all,
    named: (consumer) =>
      required(
        all.find((queue) => queue.name === consumer),
        `there is a queue for ${consumer}`,
      ),
    inspect: server.inspect,
    stop: async () => {
      client.destroy();
      await server.stop();
    },
  };
}

function queueOf(consumer: ConsumerDeclaration, endpoint: string): Queue {
  const { name } = consumer;
  const urlOf = (queue: string) => `${endpoint}/000000000000/${queue}`;
  return { name, url: urlOf(name), arn: arnOf(name), deadLetters: { name: deadLettersOf(name), url: urlOf(deadLettersOf(name)) } };
}

function deadLettersOf(name: string): string {
  return `${name}-dlq`;
}

function arnOf(name: string): string {
  return `arn:aws:sqs:us-east-1:000000000000:${name}`;
}

function attributesOf(consumer: ConsumerDeclaration, queue: Queue): SetQueueAttributesCommand {
  return new SetQueueAttributesCommand({
    QueueUrl: queue.url,
    Attributes: {
      VisibilityTimeout: String(RETRY_AFTER_SECONDS),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(queue.deadLetters.name), maxReceiveCount: consumer.maxReceiveCount }),
    },
  });
}
