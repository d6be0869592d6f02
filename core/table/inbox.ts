import type { Context } from "../context.ts";
import type { EventId } from "../ids.ts";
import { DAY_MS, plusMilliseconds } from "../time.ts";
import { absent } from "./condition.ts";
import { inboxKey } from "./keys.ts";
import { put, type Write } from "./write.ts";

/** Longer than any queue or dead-letter queue keeps a message (14 days). */
const KEPT_MS = 30 * DAY_MS;

/** Another delivery of the event was applied before; the consumer has nothing left to do. */
export class AlreadyApplied extends Error {
  override readonly name = "AlreadyApplied";
}

/** Records that the consumer applied the event, in the transaction of its effect; throws `AlreadyApplied` there on a second delivery. */
export function applied(ctx: Context, consumer: string, eventId: EventId): Write {
  return put(inboxKey(consumer, eventId), { appliedAt: ctx.now }, absent, {
    otherwise: () => new AlreadyApplied(`${consumer} has applied ${eventId}`),
    ttl: plusMilliseconds(ctx.now, KEPT_MS),
  });
}
