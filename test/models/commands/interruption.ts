import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { observeCalls, type ServiceCall } from "../../../core/clients/observe.ts";
import { connectionLost } from "../../support/faults.ts";
import { type Life, passTo } from "../life.ts";

/** What befalls a request after so many chunks: it is slow and leaves the rest, or its machine dies. */
export interface Interruption {
  readonly after: 1 | 2;
  readonly by: "slowness" | "death";
}

export const anyInterruption: fc.Arbitrary<Interruption | null> = fc.option(
  fc.record({ after: fc.constantFrom(1, 2), by: fc.constantFrom("slowness", "death") }),
);

/** A job whose worker has died is left alone for so long. */
export const LEASE_MS = 5_000;
/** Longer than a request works on a job. */
const SLOW_MS = 21_000;

/** Runs what works on a range, with the interruption between two of its chunks. */
export async function interrupted<T>(life: Life, interruption: Interruption | null, run: () => Promise<T>): Promise<T> {
  if (interruption === null) return run();
  const { after, by } = interruption;
  let done = 0;
  const stop = observeCalls({
    before(call) {
      if (by === "death" && done >= after && movesJob(call)) throw connectionLost();
    },
    after(call) {
      if (!movesJob(call)) return;
      done += 1;
      if (by === "slowness" && done === after) passTo(life, life.model.now + SLOW_MS);
    },
  });
  try {
    return await run();
  } finally {
    stop();
  }
}

/** Each chunk moves the job on in its own transaction; one in which no day changes has nothing else to write. */
function movesJob({ action, input }: ServiceCall): boolean {
  if (action === "UpdateItem") return isJob(input as TransactWriteItem["Update"]);
  if (action !== "TransactWriteItems") return false;
  const { TransactItems } = input as { readonly TransactItems: readonly TransactWriteItem[] };
  return TransactItems.some(({ Update }) => isJob(Update));
}

function isJob(update: TransactWriteItem["Update"]): boolean {
  return update?.Key?.sk?.S?.startsWith("RANGEJOB#rjb") ?? false;
}
