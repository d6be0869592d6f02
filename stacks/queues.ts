import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import type { App, Stack } from "sst/constructs";
import type { QueueConsumer } from "./document.ts";
import { newStack } from "./new-stack.ts";
import type { StageSettings } from "./stage.ts";

/** A queue of one consumer, and where its messages go that cannot be applied. */
export interface ConsumerQueue {
  readonly name: string;
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

/** All queues of the stage: one per consumer, and the ends of the line of relay and schedules. */
export interface Queues {
  readonly consumers: readonly ConsumerQueue[];
  readonly relayDeadLetters: Queue;
  readonly scheduleDeadLetters: Queue;
}

export function queuesStack(app: App, settings: StageSettings, consumers: readonly QueueConsumer[]): Queues {
  const stack = newStack(app, "queues");
  return {
    consumers: consumers.map((consumer) => consumerQueue(stack, settings, consumer)),
    relayDeadLetters: deadLetterQueue(stack, settings, "relay-events"),
    scheduleDeadLetters: deadLetterQueue(stack, settings, "schedules"),
  };
}

function consumerQueue(stack: Stack, { stage }: StageSettings, consumer: QueueConsumer): ConsumerQueue {
  const deadLetters = deadLetterQueue(stack, { stage }, consumer.name);
  const queue = new Queue(stack, consumer.name, {
    ...COMMON,
    queueName: `instainstru-${stage}-${consumer.name}`,
    // AWS's advice: six times the function's timeout, so that throttled batches do not come back while they are being worked on.
    visibilityTimeout: Duration.seconds(6 * consumer.timeoutSeconds),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: consumer.maxReceiveCount },
  });
  return { name: consumer.name, queue, deadLetters };
}

/** Kept for the longest time SQS has: a message's age counts from when it was first sent. */
function deadLetterQueue(stack: Stack, { stage }: Pick<StageSettings, "stage">, name: string): Queue {
  return new Queue(stack, `${name}-dlq`, { ...COMMON, queueName: `instainstru-${stage}-${name}-dlq`, retentionPeriod: Duration.days(14) });
}

const COMMON = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;
