import { setTimeout as wait } from "node:timers/promises";

const LOOK_EVERY_MS = 100;
/** An event is on its way from the table to a queue for less than this many looks. */
const QUIET_LOOKS = 4;
const MOST_LOOKS = 200;

/** Waits until nothing lies in the queues of the runtime: what one stretch of load has set off shall not weigh on the next. */
export async function untilIdle(port: number): Promise<void> {
  for (let looks = 0, quiet = 0; quiet < QUIET_LOOKS && looks < MOST_LOOKS; looks++) {
    const answer = await fetch(`http://127.0.0.1:${port}/local/queues`);
    const { items }: { items: { waiting: number; inFlight: number }[] } = JSON.parse(await answer.text());
    quiet = items.every(({ waiting, inFlight }) => waiting + inFlight === 0) ? quiet + 1 : 0;
    await wait(LOOK_EVERY_MS);
  }
}
