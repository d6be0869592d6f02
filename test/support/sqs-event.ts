import type { SQSEvent } from "aws-lambda";
import type { DomainEvent } from "../../core/events.ts";
import type { ConsumerDeclaration } from "../../functions/runtime/declarations.ts";
import { lambdaContext } from "../../local/function.ts";
import { underGrants } from "../../local/grants.ts";

export interface ConsumerModule {
  readonly consumer: ConsumerDeclaration;
  handler(event: SQSEvent, context: ReturnType<typeof lambdaContext>): Promise<{ batchItemFailures: { itemIdentifier: string }[] }>;
}

/** Delivers events to a consumer as its queue would, under its grants; answers the events that shall come again. */
export async function deliver({ consumer, handler }: ConsumerModule, events: readonly DomainEvent[], receiveCount = 1): Promise<string[]> {
  const context = lambdaContext({ name: consumer.name, file: "", grants: consumer.grants, memoryMb: 512, timeoutMs: 30_000 });
  const { batchItemFailures } = await underGrants(consumer.grants, () => handler(sqsEvent(events, receiveCount), context));
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

function sqsEvent(events: readonly DomainEvent[], receiveCount: number): SQSEvent {
  return {
    Records: events.map((event) => ({
      messageId: event.id,
      receiptHandle: event.id,
      body: JSON.stringify(event),
      attributes: {
        ApproximateReceiveCount: String(receiveCount),
        SentTimestamp: "0",
        SenderId: "local",
        ApproximateFirstReceiveTimestamp: "0",
      },
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:queue",
      awsRegion: "us-east-1",
    })),
  };
}
