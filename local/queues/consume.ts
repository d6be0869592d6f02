import { setTimeout as wait } from "node:timers/promises";
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse } from "aws-lambda";
import type { Invoke } from "../function.ts";
import { queueEvent } from "./queue-event.ts";
import type { Queue } from "./queues.ts";

export interface ConsumeOptions {
  readonly client: SQSClient;
  readonly queue: Queue;
  readonly batchSize: number;
  readonly consumer: Invoke;
  readonly log: (line: string) => void;
}

const LONG_POLL_SECONDS = 20;
const AFTER_ERROR_MS = 500;

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

async function deliver(messages: readonly Message[], { client, queue, consumer }: ConsumeOptions): Promise<void> {
  const result = await consumer(queueEvent(messages, { arn: queue.arn, region: "us-east-1" }));
  const failed = failuresOf(result);
  // An id that was not in the batch is a broken answer: AWS then takes the whole batch as failed.
  const isBroken = [...failed].some((id) => !messages.some((message) => message.MessageId === id));
  const done = isBroken ? [] : messages.filter((message) => !failed.has(message.MessageId ?? ""));
  if (done.length === 0) return;
  const Entries = done.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl: queue.url, Entries }));
}

/** A consumer that answers nothing has done the whole batch. */
function failuresOf(result: unknown): ReadonlySet<string> {
  const response = (result ?? {}) as Partial<SQSBatchResponse>;
  return new Set((response.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
}
