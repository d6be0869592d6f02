import { setTimeout as wait } from "node:timers/promises";
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse } from "aws-lambda";
import type { Invoke } from "../function.ts";
import { queueEvent } from "./queue-event.ts";
import { type Queue, RETRY_AFTER_SECONDS } from "./queues.ts";

export interface ConsumeOptions {
  readonly client: SQSClient;
  readonly queue: Queue;
  readonly batchSize: number;
  readonly consumer: Invoke;
  readonly log: (line: string) => void;
}

const LONG_POLL_SECONDS = 20;
const AFTER_ERROR_MS = 500;
const RETRY_LONGEST_SECONDS = 30;

/**
 * Takes messages from a queue to its function as Lambda's poller does: what succeeds is deleted, what fails comes again after its
 * visibility timeout and ends in the dead-letter queue. Answers how to stop.
 */
export function consume(options: ConsumeOptions): () => Promise<void> {
  const stopping = new AbortController();
  const polling = poll(options, stopping.signal);
  return () => {
    stopping.abort();
    return polling;
  };
}

async function poll(options: ConsumeOptions, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      const { Messages: messages = [] } = await options.client.send(receive(options), { abortSignal: stopping });
      if (messages.length > 0) await deliver(messages, options);
    } catch (error) {
      if (stopping.aborted) return;
      options.log(`${options.queue.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      await wait(AFTER_ERROR_MS);
    }
  }
}

function receive(options: ConsumeOptions): ReceiveMessageCommand {
  return new ReceiveMessageCommand({
    QueueUrl: options.queue.url,
    MaxNumberOfMessages: options.batchSize,
    WaitTimeSeconds: LONG_POLL_SECONDS,
    MessageSystemAttributeNames: ["All"],
    MessageAttributeNames: ["All"],
  });
}

async function deliver(messages: readonly Message[], { client, queue, consumer, log }: ConsumeOptions): Promise<void> {
  const failed = await failures(messages, queue, consumer, log);
  const done = messages.filter((message) => !failed.has(message.MessageId ?? ""));
  const again = messages.filter((message) => failed.has(message.MessageId ?? ""));
  const QueueUrl = queue.url;
  if (done.length > 0) await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: entries(done) }));
  if (again.length === 0) return;
  const Entries = entries(again).map((entry, index) => ({ ...entry, VisibilityTimeout: retryAfterSeconds(again[index]) }));
  await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
}

/** The ids of the messages that the function did not do. */
async function failures(
  messages: readonly Message[],
  queue: Queue,
  consumer: Invoke,
  log: ConsumeOptions["log"],
): Promise<ReadonlySet<string>> {
  const all = new Set(messages.map((message) => message.MessageId ?? ""));
  try {
    const failed = failuresOf(await consumer(queueEvent(messages, { arn: queue.arn, region: "us-east-1" })));
    // An id that was not in the batch is a broken answer: AWS then takes the whole batch as failed.
    return [...failed].every((id) => all.has(id)) ? failed : all;
  } catch (error) {
    log(`${queue.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return all;
  }
}

/**
 * The first retry comes soon, so that it can be watched; later ones give way, so that all of them together outlast what a function that was
 * killed may have claimed for a minute. In AWS the visibility timeout alone is longer than that.
 */
function retryAfterSeconds(message: Message | undefined): number {
  const received = Number(message?.Attributes?.ApproximateReceiveCount ?? "1");
  return Math.min(RETRY_AFTER_SECONDS * 2 ** (received - 1), RETRY_LONGEST_SECONDS);
}

function entries(messages: readonly Message[]) {
  return messages.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
}

/** A consumer that answers nothing has done the whole batch. */
function failuresOf(result: unknown): ReadonlySet<string> {
  const response = (result ?? {}) as Partial<SQSBatchResponse>;
  return new Set((response.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
}
