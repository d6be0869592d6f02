import { observeCalls, type ServiceCall } from "../../core/clients/observe.ts";

/** What one invocation has asked of the table and of others; fields of its log line (OPS-7). */
export interface Usage {
  readonly tableCalls: number;
  readonly tableMs: number;
  readonly upstreamMs: number;
}

let usage = { tableCalls: 0, tableMs: 0, upstreamMs: 0 };
let isObserving = false;

/** What was used since the last call. A Lambda runs one invocation at a time, so this is the invocation's own. */
export function takeUsage(): Usage {
  if (!isObserving) {
    observeCalls({ after: count });
    isObserving = true;
  }
  const taken = { ...usage, tableMs: Math.round(usage.tableMs), upstreamMs: Math.round(usage.upstreamMs) };
  usage = { tableCalls: 0, tableMs: 0, upstreamMs: 0 };
  return taken;
}

function count(call: ServiceCall, _output: unknown, durationMs: number): void {
  if (call.service === "dynamodb") {
    usage.tableCalls += 1;
    usage.tableMs += durationMs;
  } else {
    usage.upstreamMs += durationMs;
  }
}
