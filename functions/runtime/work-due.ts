import type { Context, Service } from "../../core/context.ts";
import { StaleWrite } from "../../core/table/commit.ts";
import { readDue } from "../../core/table/due.ts";
import type { DueKind } from "../../core/table/keys.ts";
import type { RunCounters } from "./run-schedule.ts";

const MOST_PER_RUN = 400;
const AT_ONCE = 8;
const MOST_ROUNDS = 250;

/**
 * Works on what is due, a few at once; what fails or loses a race stays due and meets the next run. `work` answers whether there was
 * anything to do.
 */
export async function workDue<T>(
  ctx: Context<Service>,
  kind: DueKind,
  work: (ctx: Context<Service>, item: T) => Promise<boolean>,
): Promise<RunCounters> {
  const due = [...(await readDue<T>(kind, ctx.now, MOST_PER_RUN))];
  const counters = { scanned: due.length, done: 0, failed: 0 };
  const worker = async () => {
    for (let item = due.shift(); item !== undefined; item = due.shift()) {
      try {
        if (await work(ctx, item)) counters.done += 1;
      } catch (error) {
        if (error instanceof StaleWrite) continue;
        counters.failed += 1;
        ctx.log.error("due work failed", { kind, error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return counters;
}

/** Works until nothing of the kind is due any more, for what is due all at once, once a day. */
export async function workAllDue<T>(
  ctx: Context<Service>,
  kind: DueKind,
  work: (ctx: Context<Service>, item: T) => Promise<boolean>,
): Promise<RunCounters> {
  let total: RunCounters = { scanned: 0, done: 0, failed: 0 };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { scanned, done, failed } = await workDue(ctx, kind, work);
    total = { scanned: total.scanned + scanned, done: total.done + done, failed: total.failed + failed };
    if (done === 0) break;
  }
  return total;
}
