import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleFunctions } from "../scripts/bundle.ts";
import { loadDeclarations, ROOT } from "../scripts/openapi/load-declarations.ts";
import { printTable, progress } from "./report.ts";
import { median } from "./statistics.ts";

const BUDGET_KB = 450;
const BUDGET_RATIO = 1.5;
const ROUNDS = 5;
const MACHINERY = ["functions/outbox/relay-events.ts", "functions/unrouted/answer-unrouted.ts"];

// It lies in the project so that its imports resolve as everyone's do.
const WORK = join("node_modules", ".cache", "bench-bundles");
const EMPTY = join(WORK, "empty.ts");
/** What no function can do without: the table's client, made once, and nothing around it. */
const EMPTY_HANDLER = `import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
const client = new DynamoDBClient({});
export const handler = async (event) => unmarshall((await client.send(new GetItemCommand(event))).Item);
`;

/** (a) How large every function is, and how long a fresh process takes to load it, beside a handler that does nothing. */
export async function benchBundles(): Promise<void> {
  progress("bundling");
  const { endpoints, consumers, schedules } = await loadDeclarations();
  const deployed = [...endpoints, ...consumers, ...schedules].filter(({ stage }) => stage !== "local").map(({ file }) => file);
  mkdirSync(join(ROOT, WORK), { recursive: true });
  try {
    writeFileSync(join(ROOT, EMPTY), EMPTY_HANDLER);
    const entryPoints = [EMPTY, ...deployed, ...MACHINERY];
    const bundles = await bundleFunctions({ entryPoints, outdir: join(WORK, "out"), root: ROOT });
    const milliseconds = await importTimes(bundles.map(({ file }) => join(ROOT, WORK, "out", file)));
    report(
      bundles.map(({ entryPoint, sizeBytes }, index) => ({ entryPoint, kb: sizeBytes / 1000, ms: milliseconds[index] ?? Number.NaN })),
    );
  } finally {
    rmSync(join(ROOT, WORK), { recursive: true, force: true });
  }
}

interface Measured {
  readonly entryPoint: string;
  readonly kb: number;
  readonly ms: number;
}

function report(all: readonly Measured[]): void {
  const empty = all.find(({ entryPoint }) => entryPoint === EMPTY);
  if (!empty) throw new Error("The empty handler was not bundled.");
  const functions = all.filter((one) => one !== empty).sort((a, b) => a.kb - b.kb);
  const rows = functions.map(({ entryPoint, kb, ms }) => [entryPoint.replace(/^functions\/|\.ts$/g, ""), kb.toFixed(0), ms, ms / empty.ms]);
  const small = functions.filter(({ kb }) => kb <= BUDGET_KB).length;
  const quick = functions.filter(({ ms }) => ms <= BUDGET_RATIO * empty.ms).length;
  printTable(
    "(a) Bundles",
    ["function", "kB", "import ms", "x empty"],
    [["(empty handler with the DynamoDB client)", empty.kb.toFixed(0), empty.ms, 1], ...rows],
    [
      `${small} of ${functions.length} within ${BUDGET_KB} kB (target 95 %), ${quick} of ${functions.length} within ${BUDGET_RATIO} x the empty handler.`,
      `Minified ESM; import in a fresh process, median of ${ROUNDS}.`,
    ],
  );
}

/** Rounds go over all files in turn, so that whatever else the machine does meets all alike. */
async function importTimes(files: readonly string[]): Promise<number[]> {
  const times = files.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, file] of files.entries()) {
      progress(`importing, round ${round + 1} of ${ROUNDS}: ${index + 1} of ${files.length}`);
      times[index]?.push(await importTime(file));
    }
  }
  return times.map(median);
}

const IMPORT = `const startedAt = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - startedAt));`;

async function importTime(file: string): Promise<number> {
  // As in Lambda: without a cache of compiled code, with the environment that a function expects.
  const env = { PATH: process.env.PATH, STAGE: "local", TABLE_NAME: "bench", AWS_REGION: "us-east-1", NODE_DISABLE_COMPILE_CACHE: "1" };
  const child = spawn(process.execPath, ["--input-type=module", "-e", IMPORT, file], { env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`${file} cannot be imported.`);
  return Number(said);
}
