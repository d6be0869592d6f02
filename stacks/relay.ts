import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import type { App, Function as LambdaFunction } from "sst/constructs";
import type { FunctionEntry } from "./document.ts";
import { addFunction, type Foundation } from "./function.ts";
import { grantedRights } from "./grants.ts";
import { newStack } from "./new-stack.ts";

/** The way of every event: table stream, relay, one queue per consumer. */
export function relayStack(app: App, entry: FunctionEntry, foundation: Foundation, deadLetters: Queue): LambdaFunction {
  const stack = newStack(app, "relay");
  const relay = addFunction(stack, foundation, "relay-events", {
    entry,
    rights: grantedRights("The relay", entry, foundation),
    log: "relay",
  });
  relay.addEventSource(
    new DynamoEventSource(foundation.table.cdk.table, {
      // From the oldest record on: a mapping that is made anew must not leave out what happened meanwhile. Consumers drop repeats.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      filters: [OUTBOX_ITEMS],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10,
      // Half of the stream's own 24 hours, so that what is given up on can still be read there by the place its dead letter names.
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(deadLetters),
    }),
  );
  return relay;
}

/** An event is an item written once (`core/table/outbox.ts`); its later changes, such as being marked relayed, are no news. */
const OUTBOX_ITEMS = FilterCriteria.filter({
  eventName: FilterRule.isEqual("INSERT"),
  dynamodb: { NewImage: { type: { S: FilterRule.isEqual("event") } } },
});
