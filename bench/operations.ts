import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Said } from "./operations/measure.ts";
import type { Measured } from "./operations/measure-operation.ts";
import { type Cell, percent, printTable, progress } from "./report.ts";

const MOST_CPU_MS = 1;

/** (b) What every operation asks of the table and of the processor. */
export async function benchOperations(): Promise<void> {
  const measured: Measured[] = [];
  const unmeasured: string[] = [];
  // The log lines of the requests are part of their cost; nobody reads them.
  const child = fork(join(import.meta.dirname, "operations", "measure.ts"), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const done = once(child, "exit");
  child.on("message", (said: Said) => {
    if ("doing" in said) progress(said.doing);
    if ("measured" in said) measured.push(said.measured);
    if ("unmeasured" in said) unmeasured.push(said.unmeasured);
    if ("done" in said) child.kill();
  });
  const [code] = await done;
  if (code) throw new Error(`The measuring process ended with ${code}.`);
  report(measured, unmeasured);
}

function report(measured: readonly Measured[], unmeasured: readonly string[]): void {
  const columns = ["operation", "trips", "calls", "read", "written", "checked", "RCU", "WCU", "own CPU ms", "SDK CPU ms", "x GetItem"];
  const rows = measured.map(({ operation, roundTrips, consumed, cpuMs, sdkCpuMs, timesGetItem }): Cell[] => {
    const { calls, itemsRead, itemsWritten, itemsChecked, readUnits, writeUnits } = consumed;
    return [operation, roundTrips, calls, itemsRead, itemsWritten, itemsChecked, readUnits, writeUnits, cpuMs, sdkCpuMs, timesGetItem];
  });
  const light = measured.filter(({ cpuMs }) => cpuMs <= MOST_CPU_MS).length;
  printTable("(b) Operations at their handlers", columns, rows, [
    "trips: sequential round trips beyond the edge's own, in which the rate limit and the session are asked at once.",
    "calls, items and capacity units: of the whole request, the edge's included. Items checked are written by nobody but must not change.",
    `own CPU: of the handler without the SDK's for the same calls, each in the least disturbed of five stretches of four requests; within ${MOST_CPU_MS} ms: ${percent(light, measured.length)}.`,
    ...(unmeasured.length === 0 ? [] : [`Not measured, because a request failed or there is none: ${unmeasured.join(", ")}.`]),
  ]);
}
