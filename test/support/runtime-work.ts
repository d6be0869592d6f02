import { setTimeout as wait } from "node:timers/promises";
import { pendingEventPartitions } from "../../core/table/keys.ts";
import { jsonOf } from "./json.ts";

const LOOK_EVERY_MS = 25;

/** Waits until no event of the runtime is on its way and no consumer has work: what has happened has then had all its effects. */
export async function untilSettled(url: string, withinMs = 60_000): Promise<void> {
  const endAt = performance.now() + withinMs;
  while (!(await isSettled(url))) {
    if (performance.now() > endAt) throw new Error(`After ${withinMs} ms there are still events under way.`);
    await wait(LOOK_EVERY_MS);
  }
}

/** An event is in its queues before it leaves the table, and what a consumer publishes is in the table before its message is gone. */
async function isSettled(url: string): Promise<boolean> {
  if ((await waitingEvents(url)) > 0 || (await queuedMessages(url)) > 0) return false;
  return (await waitingEvents(url)) === 0;
}

async function waitingEvents(url: string): Promise<number> {
  const pages = await Promise.all(
    pendingEventPartitions().map((pk) => read<{ items: unknown[] }>(`${url}/local/table?index=gsi2&pk=${encodeURIComponent(pk)}`)),
  );
  return pages.reduce((sum, { items }) => sum + items.length, 0);
}

async function queuedMessages(url: string): Promise<number> {
  const { items } = await read<{ items: { waiting: number; inFlight: number }[] }>(`${url}/local/queues`);
  return items.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
}

async function read<T>(address: string): Promise<T> {
  return jsonOf<T>(await fetch(address));
}
