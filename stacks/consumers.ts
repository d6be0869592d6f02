import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { App } from "sst/constructs";
import type { QueueConsumer } from "./document.ts";
import { addFunction, type Foundation } from "./function.ts";
import { grantedRights } from "./grants.ts";
import { newStack } from "./new-stack.ts";

/** One function per consumer, fed from the queue of its name; only the messages it reports as failed come back. */
export function consumersStack(app: App, consumers: readonly QueueConsumer[], foundation: Foundation): void {
  if (consumers.length === 0) return;
  const stack = newStack(app, "consumers");
  for (const consumer of consumers) {
    const source = foundation.queues.find(({ name }) => name === consumer.name);
    if (source === undefined) throw new Error(`The consumer ${consumer.name} has no queue.`);
    const rights = grantedRights(`The consumer ${consumer.name}`, consumer, foundation);
    const fn = addFunction(stack, foundation, consumer.name, { entry: consumer, rights, log: "consumers" });
    fn.addEventSource(new SqsEventSource(source.queue, { batchSize: consumer.batchSize, reportBatchItemFailures: true }));
  }
}
