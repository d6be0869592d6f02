import { invoke } from "../../test/support/invoke.ts";
import { inParallel, upTo } from "../parallel.ts";
import { type Levels, type RecordedCall, recordCalls } from "../recording.ts";
import type { Workload } from "../workloads.ts";
import { countsRate } from "./rate-calls.ts";
import { BYPASS_SECRET } from "./stage.ts";

const AT_ONCE = 4;
/** So many different requests of those that change nothing; they are then made again from the first. */
const READS = 600;

/** What each request of a workload asks of the table. */
export interface RecordedWorkload {
  readonly recordedAtMs: number;
  readonly limited: readonly Levels[];
  readonly unlimited: readonly Levels[];
}

/** Carries the requests out in this process and notes their calls to the table. */
export async function recordWorkload({ module, request, most }: Workload): Promise<RecordedWorkload> {
  const recordedAtMs = Date.now();
  const record = (isLimited: boolean) =>
    inParallel(upTo(most ?? READS), AT_ONCE, async (index) => {
      const call = request(index, isLimited);
      const headers = { ...call.headers, ...(isLimited ? {} : { "x-rate-limit-bypass": BYPASS_SECRET }) };
      const { result, levels } = await recordCalls(() => invoke(module, { ...call, headers }));
      if (result.status >= 400) throw new Error(`${module.contract.operationId} answered ${result.status}: ${result.text}`);
      return levels;
    });
  const limited = await record(true);
  const isSameCaller = request(0, true).token === request(0, false).token;
  const uncounted = isSameCaller ? limited : await record(false);
  return {
    recordedAtMs,
    limited: limited.map(countedOnce),
    unlimited: uncounted.map((levels) => keeping(levels, (call) => !countsRate(call))),
  };
}

/** A caller who comes back too soon is counted by a second call; the load spreads its callers so that none does. */
function countedOnce(levels: Levels): Levels {
  const [first] = levels.flat().filter(countsRate);
  return keeping(levels, (call) => !countsRate(call) || call === first);
}

function keeping(levels: Levels, isKept: (call: RecordedCall) => boolean): Levels {
  return levels.map((level) => level.filter(isKept)).filter((level) => level.length > 0);
}
