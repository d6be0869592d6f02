import type { Context } from "../context.ts";
import type { DomainEvent, EventType, EventTypes } from "../events.ts";
import { newId } from "../ids.ts";
import { DAY_MS, plusMilliseconds } from "../time.ts";
import { absent } from "./condition.ts";
import { eventKey, pendingEventIndex } from "./keys.ts";
import { put, type Write } from "./write.ts";

/** How long an event can be replayed after it happened (operations MON-20). */
const KEPT_MS = 7 * DAY_MS;

/** The event as a write of the transaction that makes it true; the relay sends it on from the table's stream. */
export function publish<T extends EventType>(ctx: Context, eventType: T, data: EventTypes[T]): Write {
  const id = newId("evt", ctx.now);
  const event: DomainEvent<T> = eventOf(eventType, { id, version: 1, occurredAt: ctx.now, requestId: ctx.requestId, data });
  return put<object>(eventKey(id), event, absent, {
    ttl: plusMilliseconds(ctx.now, KEPT_MS),
    index: { gsi2: pendingEventIndex(ctx.now, id) },
  });
}

/** Guaranteed by the signature of `publish`: `data` is that of the event's own type. */
function eventOf<T extends EventType>(eventType: T, rest: object): DomainEvent<T> {
  return { eventType, ...rest } as unknown as DomainEvent<T>;
}
