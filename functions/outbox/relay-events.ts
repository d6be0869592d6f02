import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { readClock } from "../../core/clients/clock.ts";
import type { DomainEvent } from "../../core/events.ts";
import { relayEvents } from "../../core/table/relay.ts";
import { millisecondsBetween } from "../../core/time.ts";
import { emf } from "../runtime/emf.ts";
import { log } from "../runtime/log.ts";
import { eventCounts } from "./event-metrics.ts";
import { subscriptions } from "./subscriptions.ts";

/** The table's stream to the consumers' queues. What could not be sent is reported, so that the stream delivers from there again. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const events = event.Records.flatMap((record) => toEvent(record));
  if (events.length === 0) return { batchItemFailures: [] };
  const unsent = await relayEvents(
    events.map((entry) => entry.event),
    subscriptions(),
  );
  report(
    events.map((entry) => entry.event),
    unsent.size,
  );
  const first = events.find((entry) => unsent.has(entry.event.id));
  return { batchItemFailures: first ? [{ itemIdentifier: first.sequenceNumber }] : [] };
}

function report(events: readonly DomainEvent[], failed: number): void {
  const now = readClock();
  const lagMs = Math.max(...events.map((event) => millisecondsBetween(event.occurredAt, now)));
  const counts = { ...eventCounts(events), EventsRelayed: events.length - failed, EventsFailed: failed };
  const metrics = emf([{ by: [[]], dimensions: {}, counts, milliseconds: { OutboxLag: lagMs } }]);
  log({}).info("relay", { eventIds: events.map((event) => event.id), ...metrics });
}

function toEvent({ eventName, dynamodb }: DynamoDBRecord): { event: DomainEvent; sequenceNumber: string }[] {
  const image = dynamodb?.NewImage;
  if (eventName !== "INSERT" || image?.type?.S !== "event" || dynamodb?.SequenceNumber === undefined) return [];
  return [{ event: fromImage(image), sequenceNumber: dynamodb.SequenceNumber }];
}

/** Guaranteed by `publish`, which alone writes items of this type. The two packages name the same wire form differently. */
function fromImage(image: object): DomainEvent {
  return unmarshall(image as Record<string, AttributeValue>) as DomainEvent;
}
