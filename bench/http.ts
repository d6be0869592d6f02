import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import { required } from "../core/errors.ts";
import { startEngine } from "../local/engine.ts";
import { tendEngineFile } from "../local/engine-file.ts";
import { ROOT } from "../scripts/openapi/load-declarations.ts";
import { type Call, eventFor } from "../test/support/invoke.ts";
import { startRuntimeProcess } from "../test/support/runtime-process.ts";
import type { BareOrder, BareResult } from "./http/bare-sdk.ts";
import { Connection } from "./http/connection.ts";
import { type LoadResult, load, together } from "./http/load.ts";
import { recordWorkload } from "./http/record-workload.ts";
import { BYPASS_SECRET, type Stage, setStage } from "./http/stage.ts";
import { makePeople } from "./people.ts";
import { type Cell, percent, printTable, progress } from "./report.ts";
import { type Workload, workloads } from "./workloads.ts";

/** So many that nobody calls twice within the time in which a bucket regains a call: 1 s of reads, 3 s of writes. */
const CROWD = { students: 900, instructors: 700, shown: 100, withLessons: 600 };
const CONNECTIONS = [1, 16];
const MANY = 16;
const TARGET_SHARE = 0.6;
const FIRST_WARM_MS = 1_500;
const WARM_MS = 300;
/** Each side is measured in stretches that take turns, so that whatever else the machine does meets both alike. */
const STRETCHES = 2;
const STRETCH_MS = 1_500;

/** (c) The local runtime under load over HTTP, beside a process that only makes the same calls to the table. */
export async function benchHttp(): Promise<void> {
  progress("making people");
  const { stage, people } = await setStage(
    () => makePeople(CROWD),
    async (made) => {
      for (const workload of workloads(made)) {
        progress(`recording what "${workload.name}" asks of the table`);
        recordings.set(workload.name, serialize(await recordWorkload(workload)));
      }
    },
  );
  try {
    const rows: Row[] = [];
    for (const workload of workloads(people)) rows.push(...(await measure(workload, stage)));
    report(rows);
  } finally {
    stage.remove();
  }
}

const recordings = new Map<string, Buffer>();

interface Row {
  readonly workload: Workload;
  readonly connections: number;
  readonly isLimited: boolean;
  readonly http: LoadResult;
  readonly bare: LoadResult;
}

/** Every workload begins with the same table, in a runtime and an engine of its own. */
async function measure(workload: Workload, stage: Stage): Promise<Row[]> {
  const [ours, theirs] = [stage.copy(), stage.copy()];
  const runtime = await startRuntimeProcess({ dataDir: ours, port: stage.port, seed: false });
  const table = stage.tableIn(theirs);
  const engine = await startEngine({ root: ROOT, dbFile: table });
  tendEngineFile(table, 0);
  const bare = bareSdk(engine.endpoint, join(theirs, "recording"), workload);
  const http = overHttp(stage.port, workload);
  try {
    await http(MANY, false, FIRST_WARM_MS, 0);
    await bare.load(MANY, false, FIRST_WARM_MS, 0);
    const rows: Row[] = [];
    for (const isLimited of [false, true]) {
      for (const connections of CONNECTIONS) {
        progress(`${workload.name}, ${connections} at once, limiter ${isLimited ? "on" : "bypassed"}`);
        const [https, bares]: [LoadResult[], LoadResult[]] = [[], []];
        for (let stretch = 0; stretch < STRETCHES; stretch++) {
          https.push(await http(connections, isLimited, WARM_MS, STRETCH_MS));
          bares.push(await bare.load(connections, isLimited, WARM_MS, STRETCH_MS));
        }
        rows.push({ workload, connections, isLimited, http: together(https), bare: together(bares) });
      }
    }
    return rows;
  } finally {
    bare.stop();
    await runtime.stop();
    await engine.stop();
  }
}

function report(rows: readonly Row[]): void {
  const bypassed = rows.filter(({ isLimited }) => !isLimited);
  const cells = bypassed.map((row): Cell[] => {
    const { workload, connections, http, bare } = row;
    const limited = rows.find((other) => other.workload === workload && other.connections === connections && other.isLimited);
    const reference = connections === MANY ? workload.reference : undefined;
    return [
      workload.name,
      connections,
      http.p50Ms,
      http.p95Ms,
      http.perSecond,
      bare.perSecond,
      percent(http.perSecond, bare.perSecond),
      limited?.http.perSecond,
      limited?.bare.perSecond,
      limited && percent(limited.http.perSecond, limited.bare.perSecond),
      reference && `${(http.perSecond / reference.perSecond).toFixed(1)} (> ${reference.times})`,
    ];
  });
  const reached = rows.filter(({ http, bare }) => http.perSecond >= TARGET_SHARE * bare.perSecond).length;
  const failed = rows.reduce((sum, { http }) => sum + http.failed, 0);
  const lost = rows.reduce((sum, { bare }) => sum + bare.failed, 0);
  const columns = ["operation", "at once", "p50 ms", "p95 ms", "req/s", "SDK/s", "%", "limited req/s", "SDK/s", "%", "x reference"];
  printTable("(c) Over HTTP on the local runtime", columns, cells, [
    `${reached} of ${rows.length} rows at ${percent(TARGET_SHARE, 1)} or more of the bare SDK. Requests that failed: ${failed}; SDK calls that lost a condition: ${lost}.`,
    "SDK/s: as many loops in one process making exactly the same calls to an engine of their own, without HTTP, checks or answers.",
    "Limited: the rate limiter counts every request, callers spread so that none is refused; before it, X-Rate-Limit-Bypass.",
    "x reference: at 16 connections against the system that this one replaces, and in brackets what is asked.",
  ]);
}

/** A function that loads the runtime; requests go on where the last load ended. */
function overHttp(port: number, { module, request, most }: Workload) {
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

/** A process that makes the calls of the recorded requests, from where the last load ended. */
function bareSdk(endpoint: string, file: string, { name, most }: Workload) {
  writeFileSync(file, recordings.get(name) ?? Buffer.alloc(0));
  const child: ChildProcess = fork(join(import.meta.dirname, "http", "bare-sdk.ts"), [endpoint], { serialization: "advanced" });
  let from = 0;
  return {
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
