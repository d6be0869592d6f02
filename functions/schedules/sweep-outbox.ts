import { pendingEvents, relayEvents } from "../../core/table/relay.ts";
import { plusMilliseconds } from "../../core/time.ts";
import { subscriptions } from "../outbox/subscriptions.ts";
import { schedule as declare } from "../runtime/declarations.ts";
import { runSchedule } from "../runtime/run-schedule.ts";

const OLD_MS = 60_000;
const MOST_PER_RUN = 500;

/** Sends again what the stream has not relayed within a minute, so that nothing depends on the stream alone (MON-21). */
export const schedule = declare({
  name: "sweep-outbox",
  expression: "rate(1 minute)",
  zone: "UTC",
  grants: ["table.read", "table.write", "queues.send"],
  memoryMb: 512,
  timeoutSeconds: 50,
});

export const handler = runSchedule(schedule, async (ctx) => {
  const events = await pendingEvents(plusMilliseconds(ctx.now, -OLD_MS), MOST_PER_RUN);
  const unsent = await relayEvents(events, subscriptions());
  return { scanned: events.length, done: events.length - unsent.size, failed: unsent.size };
});
