import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { required } from "../../core/errors.ts";
import type { Workload } from "../workloads.ts";
import type { BareOrder, BareResult } from "./bare-sdk.ts";
import type { LoadResult } from "./load.ts";

/** A process that makes the calls of the requests recorded in the file, from where the last load ended. */
export function bareProcess(endpoint: string, file: string, { most }: Workload) {
  const child = fork(join(import.meta.dirname, "bare-sdk.ts"), [endpoint], { serialization: "advanced" });
  let from = 0;
  return {
    pid: child.pid,
    load: async (loops: number, isLimited: boolean, warmMs: number, measureMs: number): Promise<LoadResult> => {
      child.send({ file, isLimited, isRepeatable: most === undefined, from, loops, warmMs, measureMs } satisfies BareOrder);
      const [answer]: BareResult[] = await once(child, "message");
      const { result, next } = required(answer, "the process answers every order");
      from = next;
      return result;
    },
    stop: () => child.kill(),
  };
}
