import type { Context } from "../context.ts";
import type { DomainEvent } from "../events.ts";
import type { BookingId, UserId } from "../ids.ts";
import { commit } from "../table/commit.ts";
import { absent, unchanged } from "../table/condition.ts";
import { applied } from "../table/inbox.ts";
import { reliabilityKey } from "../table/keys.ts";
import { publish } from "../table/outbox.ts";
import { read } from "../table/read.ts";
import { untilCommitted } from "../table/retry.ts";
import { put } from "../table/write.ts";
import { plusMilliseconds } from "../time.ts";
import { cancellationWeight, RELIABILITY_WINDOW_MS, type ReliabilityMark, reliabilityAfter } from "./reliability.ts";

/** What speaks against an instructor, as far back as it counts. */
export interface ReliabilityRecord {
  readonly instructorId: UserId;
  readonly marks: readonly BookingMark[];
  readonly version: number;
}

type BookingMark = ReliabilityMark & { readonly bookingId: BookingId };
type Weighed = DomainEvent<"booking.cancelled" | "booking.no_show">;

const CONSUMER = "weigh-cancellations";
/** Far beyond every threshold, and as many as anybody could have reasons for. */
const MOST_MARKS = 200;

/**
 * Counts against instructors that they cancelled a confirmed lesson (BKC-9) or did not come to one (BKN-10), once per event in any order, and
 * says when it becomes too much. When each side says that the other did not come, nobody knows who was absent, and it counts against nobody.
 */
export async function weighCancellation(ctx: Context, event: Weighed): Promise<void> {
  const kind = kindOf(event);
  if (kind === undefined) return;
  const { instructorId, bookingId } = event.data;
  const key = reliabilityKey(instructorId);
  return untilCommitted(
    async () => {
      const before = await read(key);
      const { score, fired, counted } = reliabilityAfter(before?.marks ?? [], { bookingId, at: event.occurredAt, kind });
      const marks = counted.toSorted(inOrder).slice(-MOST_MARKS);
      const latest = marks.at(-1)?.at ?? event.occurredAt;
      await commit([
        applied(ctx, CONSUMER, event.id),
        put(
          key,
          { instructorId, marks, version: (before?.version ?? 0) + 1 },
          before === undefined ? absent : unchanged({ version: before.version }),
          { ttl: plusMilliseconds(latest, RELIABILITY_WINDOW_MS) },
        ),
        ...fired.map((eventType) => publish(ctx, eventType, { instructorId, score, bookingIds: marks.map((mark) => mark.bookingId) })),
      ]);
    },
    (lost) => lost,
  );
}

/** What the event says against the instructor; nothing when it is somebody else's doing, or the lesson had not been confirmed. */
function kindOf({ eventType, data }: Weighed): ReliabilityMark["kind"] | undefined {
  if (eventType === "booking.no_show") return data.type === "instructor" ? "no_show" : undefined;
  return cancellationWeight(data.by, data.wasConfirmed, data.window) > 0 ? data.window : undefined;
}

/** Two marks of one instant lie in the order of their bookings, so that the record is the same however they arrived. */
function inOrder(one: BookingMark, other: BookingMark): number {
  return one.at === other.at ? (one.bookingId < other.bookingId ? -1 : 1) : one.at < other.at ? -1 : 1;
}
