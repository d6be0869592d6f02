import { AsyncLocalStorage } from "node:async_hooks";
import { observeCalls, type ServiceCall } from "../core/clients/observe.ts";

export interface RecordedCall {
  readonly action: string;
  readonly input: unknown;
}

/** What one request asked of the table: calls in a level overlapped in time, a level was waited for before the next began. */
export type Levels = readonly (readonly RecordedCall[])[];

interface Recorder {
  readonly levels: RecordedCall[][];
  underWay: number;
}

const recorders = new AsyncLocalStorage<Recorder>();
let isObserving = false;

/** Runs something beside the calls that it makes to the table; several may run at once. */
export async function recordCalls<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly levels: Levels }> {
  if (!isObserving) {
    observeCalls({ before, after });
    isObserving = true;
  }
  const recorder: Recorder = { levels: [], underWay: 0 };
  const result = await recorders.run(recorder, run);
  return { result, levels: recorder.levels };
}

function before({ service, action, input }: ServiceCall): void {
  const recorder = recorders.getStore();
  if (!recorder || service !== "dynamodb") return;
  if (recorder.underWay === 0) recorder.levels.push([]);
  recorder.underWay += 1;
  recorder.levels.at(-1)?.push({ action, input });
}

function after({ service }: ServiceCall): void {
  const recorder = recorders.getStore();
  if (recorder && service === "dynamodb") recorder.underWay -= 1;
}
