import { type Call, eventFor } from "../../test/support/invoke.ts";
import type { Workload } from "../workloads.ts";
import { Connection } from "./connection.ts";
import { type LoadResult, load } from "./load.ts";
import { BYPASS_SECRET } from "./stage.ts";

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

/** The request as it goes over the wire. */
function wireOf(contract: Workload["module"]["contract"], call: Call, isLimited: boolean): string {
  const { rawPath, rawQueryString, headers, body = "" } = eventFor(contract, call);
  const { host = "localhost", authorization, "content-type": contentType, "idempotency-key": key } = headers;
  const lines = [
    `${contract.method} ${rawPath}${rawQueryString === "" ? "" : `?${rawQueryString}`} HTTP/1.1`,
    `Host: ${host}`,
    "Accept: application/json",
    ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    ...(key === undefined ? [] : [`Idempotency-Key: ${key}`]),
    ...(isLimited ? [] : [`X-Rate-Limit-Bypass: ${BYPASS_SECRET}`]),
    ...(contentType === undefined ? [] : [`Content-Type: ${contentType}`, `Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}
