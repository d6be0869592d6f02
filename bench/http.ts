import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import { startEngine } from "../local/engine.ts";
import { tendEngineFile } from "../local/engine-file.ts";
import { ROOT } from "../scripts/openapi/load-declarations.ts";
import { startRuntimeProcess } from "../test/support/runtime-process.ts";
import { bareProcess } from "./http/bare-process.ts";
import { type LoadResult, together } from "./http/load.ts";
import { overHttp } from "./http/over-http.ts";
import { processCpuMs } from "./http/process-cpu.ts";
import { recordWorkload } from "./http/record-workload.ts";
import { type Stage, setStage } from "./http/stage.ts";
import { untilIdle } from "./http/until-idle.ts";
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
  const recording = join(theirs, "recording");
  writeFileSync(recording, recordings.get(workload.name) ?? "");
  const bare = bareProcess(engine.endpoint, recording, workload);
  const http = overHttp(stage.port, workload);
  try {
    await http(MANY, false, FIRST_WARM_MS, 0);
    await untilIdle(stage.port);
    await bare.load(MANY, false, FIRST_WARM_MS, 0);
    const rows: Row[] = [];
    for (const isLimited of [false, true]) {
      for (const connections of CONNECTIONS) {
        progress(`${workload.name}, ${connections} at once, limiter ${isLimited ? "on" : "bypassed"}`);
        const [https, bares]: [LoadResult[], LoadResult[]] = [[], []];
        for (let stretch = 0; stretch < STRETCHES; stretch++) {
          https.push(await withCpu(runtime.child.pid, http(connections, isLimited, WARM_MS, STRETCH_MS)));
          await untilIdle(stage.port);
          bares.push(await withCpu(bare.pid, bare.load(connections, isLimited, WARM_MS, STRETCH_MS)));
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

/** A load together with what it took of the processor in the process that was loaded. */
async function withCpu(pid: number | undefined, loading: Promise<LoadResult>): Promise<LoadResult> {
  const before = processCpuMs(pid);
  const result = await loading;
  return { ...result, cpuMs: processCpuMs(pid) - before };
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
      http.cpuMs / http.made,
      bare.cpuMs / bare.made,
      limited?.http.perSecond,
      limited?.bare.perSecond,
      limited && percent(limited.http.perSecond, limited.bare.perSecond),
      reference && `${(http.perSecond / reference.perSecond).toFixed(1)} (> ${reference.times})`,
    ];
  });
  const reached = rows.filter(({ http, bare }) => http.perSecond >= TARGET_SHARE * bare.perSecond).length;
  const failed = rows.reduce((sum, { http }) => sum + http.failed, 0);
  const lost = rows.reduce((sum, { bare }) => sum + bare.failed, 0);
  const columns = [
    "operation",
    "at once",
    "p50 ms",
    "p95 ms",
    "req/s",
    "SDK/s",
    "%",
    "CPU ms",
    "SDK CPU",
    "limited req/s",
    "SDK/s",
    "%",
    "x reference",
  ];
  printTable("(c) Over HTTP on the local runtime", columns, cells, [
    `${reached} of ${rows.length} rows at ${percent(TARGET_SHARE, 1)} or more of the bare SDK. Requests that failed: ${failed}; SDK calls that lost a condition: ${lost}.`,
    "SDK/s: as many loops in one process making exactly the same calls to an engine of their own, without HTTP, checks or answers.",
    "CPU: of a request, in the process of the runtime (with all that it does besides, such as relaying events) and in that of the SDK.",
    "Limited: the rate limiter counts every request, callers spread so that none is refused; before it, X-Rate-Limit-Bypass.",
    "x reference: at 16 connections against the system that this one replaces, and in brackets what is asked.",
  ]);
}
