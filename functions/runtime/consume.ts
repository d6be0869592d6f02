import { EventType as BatchEventType, BatchProcessor, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context as LambdaContext, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { readClock } from "../../core/clients/clock.ts";
import type { Context, Service } from "../../core/context.ts";
import type { DomainEvent } from "../../core/events.ts";
import { AlreadyApplied } from "../../core/table/inbox.ts";
import { millisecondsBetween } from "../../core/time.ts";
import type { ConsumerDeclaration } from "./declarations.ts";
import { emf } from "./emf.ts";
import { log } from "./log.ts";

type EventOf<C extends ConsumerDeclaration> = DomainEvent<C["events"][number]>;

/**
 * The Lambda handler of a consumer: each message is applied by itself, and only those that failed are delivered again. Whatever `apply`
 * throws is a failure, but for `AlreadyApplied`: another delivery was first.
 */
export function consume<const C extends ConsumerDeclaration>(
  declaration: C,
  apply: (ctx: Context<Service>, event: EventOf<C>) => Promise<void>,
) {
  const processor = new BatchProcessor(BatchEventType.SQS);
  return async (event: SQSEvent, context: LambdaContext): Promise<SQSBatchResponse> => {
    const applyRecord = (record: SQSRecord) => applyOne(declaration, apply, record);
    return processPartialResponse(event, applyRecord, processor, { context, throwOnFullBatchFailure: false });
  };
}

async function applyOne<C extends ConsumerDeclaration>(
  declaration: C,
  apply: (ctx: Context<Service>, event: EventOf<C>) => Promise<void>,
  record: SQSRecord,
): Promise<void> {
  const event = fromMessage<C>(record.body);
  const now = readClock();
  const lines = log({ requestId: event.requestId, queue: declaration.name, eventId: event.id, eventType: event.eventType });
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  const lagMs = millisecondsBetween(event.occurredAt, now);
  const report = (outcome: "ok" | "duplicate" | "failed", error?: unknown) => {
    const dimensions = { consumer: declaration.name, outcome };
    const metrics = emf([
      { by: [["consumer", "outcome"]], dimensions, counts: { ConsumerHandled: 1 }, milliseconds: { ConsumerLag: lagMs } },
    ]);
    lines[outcome === "failed" ? "error" : "info"]("event", { receiveCount, ...(error === undefined ? {} : { error }), ...metrics });
  };
  try {
    await apply({ principal: { kind: "service", name: declaration.name }, now, requestId: event.requestId, log: lines }, event);
    report("ok");
  } catch (error) {
    if (error instanceof AlreadyApplied) return report("duplicate");
    report("failed", error);
    throw error;
  }
}

/** Guaranteed by the relay, which sends a consumer only the events its declaration names. */
function fromMessage<C extends ConsumerDeclaration>(body: string): EventOf<C> {
  return JSON.parse(body);
}
