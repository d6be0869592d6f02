import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { queueUrl, sqs } from "../clients/sqs.ts";
import type { DomainEvent, EventType } from "../events.ts";
import type { EventId } from "../ids.ts";
import type { Instant } from "../time.ts";
import { commit, StaleWrite } from "./commit.ts";
import { present } from "./condition.ts";
import { eventKey, pendingEventPartitions } from "./keys.ts";
import { readRange } from "./read.ts";
import { update } from "./write.ts";

const MOST_IN_BATCH = 10;

/** Which consumers hear of an event. */
export type Subscriptions = Readonly<Partial<Record<EventType, readonly string[]>>>;

/**
 * Sends each event to the queue of each of its consumers, then takes it out of the index of pending ones; in that order, so that a crash in
 * between sends it twice and never not at all. Answers the events that could not be sent to every consumer.
 */
export async function relayEvents(events: readonly DomainEvent[], subscriptions: Subscriptions): Promise<ReadonlySet<EventId>> {
  const byConsumer = new Map<string, DomainEvent[]>();
  for (const event of events) {
    for (const consumer of subscriptions[event.eventType] ?? []) {
      byConsumer.set(consumer, [...(byConsumer.get(consumer) ?? []), event]);
    }
  }
  const unsent = await Promise.all([...byConsumer].map(([consumer, theirs]) => sendTo(consumer, theirs)));
  const failed = new Set(unsent.flat());
  await Promise.all(events.filter((event) => !failed.has(event.id)).map(markRelayed));
  return failed;
}

/** Events written before `before` that no relay has taken out of the pending index, oldest first within a shard. */
export async function pendingEvents(before: Instant, limit: number): Promise<readonly DomainEvent[]> {
  const partitions = pendingEventPartitions();
  const perPartition = Math.ceil(limit / partitions.length);
  const pages = await Promise.all(
    partitions.map((pk) => readRange<DomainEvent>({ pk, from: "0", to: before, index: "gsi2", limit: perPartition })),
  );
  return pages.flatMap((page) => page.items);
}

/** The ids of the events that the consumer's queue did not take. */
async function sendTo(consumer: string, events: readonly DomainEvent[]): Promise<EventId[]> {
  const QueueUrl = queueUrl(consumer);
  const unsent: EventId[] = [];
  for (let start = 0; start < events.length; start += MOST_IN_BATCH) {
    const batch = events.slice(start, start + MOST_IN_BATCH);
    const Entries = batch.map((event, index) => ({ Id: String(index), MessageBody: JSON.stringify(message(event)) }));
    try {
      const { Failed = [] } = await sqs().send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      for (const { Id } of Failed) unsent.push(...batch.slice(Number(Id), Number(Id) + 1).map((event) => event.id));
    } catch {
      unsent.push(...batch.map((event) => event.id));
    }
  }
  return unsent;
}

/** What travels: the event without where it lay. */
function message({ id, eventType, version, occurredAt, requestId, data }: DomainEvent) {
  return { id, eventType, version, occurredAt, requestId, data };
}

async function markRelayed(event: DomainEvent): Promise<void> {
  try {
    await commit([update<object>(eventKey(event.id), {}, present, { index: { gsi2: null } })]);
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error;
  }
}
