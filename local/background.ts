import { readClock } from "../core/clients/clock.ts";
import type { RuntimeDocument } from "./document.ts";
import { lambda } from "./function.ts";
import { consume } from "./queues/consume.ts";
import type { Queues } from "./queues/queues.ts";
import { type Schedules, startSchedules } from "./schedules/schedules.ts";
import type { Stops } from "./stops.ts";
import { followStream } from "./streams/follow-stream.ts";
import type { Positions } from "./streams/positions.ts";

export interface BackgroundOptions {
  readonly root: string;
  readonly endpoint: string;
  readonly tableName: string;
  readonly queues: Queues;
  readonly positions: Positions;
  readonly schedulesByClock: boolean;
  readonly log: (line: string) => void;
}

export interface Background {
  /** Says that a function may have written to the table. */
  readonly written: () => void;
  readonly schedules: Schedules;
}

/** Starts what happens without a request: the relay on the table's stream, the consumers on their queues, the schedules. */
export async function startBackground(document: RuntimeDocument, options: BackgroundOptions, stops: Stops): Promise<Background> {
  const { root, endpoint, tableName, queues, positions, log } = options;
  let written = () => {};
  if (document.relay) {
    const follower = await followStream({ endpoint, tableName, relay: lambda(document.relay, root), positions, log });
    written = follower.wake;
    stops.add(follower.stop);
  }
  for (const { name, batchSize, fn } of document.consumers) {
    const consumer = lambda(fn, root, written);
    stops.add(consume({ client: queues.client, queue: queues.named(name), batchSize, consumer, log }));
  }
  const schedules = startSchedules(
    document.schedules.map(({ fn, ...schedule }) => ({ ...schedule, run: lambda(fn, root, written) })),
    { readClock, log, byClock: options.schedulesByClock },
  );
  stops.add(schedules.stop);
  return { written, schedules };
}
