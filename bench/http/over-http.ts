import type { Workload } from "../workloads.ts";
import { Connection } from "./connection.ts";
import { type LoadResult, load } from "./load.ts";
import { wireOf } from "./wire.ts";

/** A function that loads the runtime; requests go on where the last load ended. */
export function overHttp(port: number, { module, request, most }: Workload) {
  let next = 0;
  return async (loops: number, isLimited: boolean, warmMs: number, measureMs: number): Promise<LoadResult> => {
    const connections = await Promise.all(Array.from({ length: loops }, () => Connection.open(port)));
    const plan = { loops, warmMs, measureMs, next: () => (most === undefined || next < most ? next++ : undefined) };
    try {
      return await load(plan, async (index, loop) => {
        const answer = await connections[loop]?.send(wireOf(module.contract, request(index, isLimited), isLimited));
        return answer !== undefined && answer.status < 400;
      });
    } finally {
      for (const connection of connections) connection.close();
    }
  };
}
