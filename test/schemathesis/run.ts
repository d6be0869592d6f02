import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { startRuntimeProcess } from "../support/runtime-process.ts";
import { accountOf, CALLERS, type CallerName } from "./callers.ts";
import { configurationFor } from "./configuration.ts";
import { knownValues } from "./known-values.ts";
import { type Outcome, outcomeOf, untried } from "./outcome.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/**
 * Tries the running API against its own document, once as every kind of caller (or as those named on the command line), each time on a
 * fresh demo city. Further arguments, after `--`, go to Schemathesis.
 */
async function main(): Promise<void> {
  const [names, rest] = split(process.argv.slice(2));
  const callers = names.length === 0 ? CALLERS : CALLERS.filter((caller) => names.includes(caller));
  // Nothing is counted, so that no case is refused for the ones before it (RL-15).
  process.env.RATE_LIMIT_MODE = "stub";
  const outcomes = await inLanes(callers, (caller) => tryAs(caller, rest));
  const refused = untried(outcomes);
  for (const operation of refused) console.log(`Nothing but refusals: ${operation}`);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, refused.length);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Two at a time: each run is one busy process of Python, beside a mostly idle server. */
async function inLanes(callers: readonly CallerName[], run: (caller: CallerName) => Promise<Outcome>): Promise<Outcome[]> {
  const waiting = [...callers];
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let caller = waiting.shift(); caller !== undefined; caller = waiting.shift()) outcomes.push(await run(caller));
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}

async function tryAs(caller: CallerName, rest: readonly string[]): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "schemathesis-"));
  const runtime = await startRuntimeProcess({ dataDir: join(folder, "data"), port: 0 });
  try {
    const known = await knownValues(runtime.url, caller);
    const files = { config: join(folder, "schemathesis.toml"), report: join(folder, "report.json"), known: join(folder, "known.json") };
    writeFileSync(files.config, configurationFor(known));
    writeFileSync(files.known, JSON.stringify(known));
    const account = caller === "visitor" ? {} : { CALLER: JSON.stringify(accountOf(caller)) };
    const methods = caller === "visitor" ? ["--include-method", "GET"] : [];
    const child = spawn(
      join(ROOT, ".venv", "bin", "schemathesis"),
      [
        ...["--config-file", files.config, "run", `${runtime.url}/api/v1/openapi.json`, "--url", runtime.url],
        ...["--report", "json", "--report-json-path", files.report, ...methods, ...rest],
      ],
      {
        cwd: ROOT,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, API_URL: runtime.url, KNOWN_VALUES: files.known, ...account },
      },
    );
    const say = (line: string) => console.log(`${caller.padEnd(10)} ${line}`);
    linesOf(child.stdout, say);
    linesOf(child.stderr, say);
    // What a 500 was about stands in the server's log alone.
    linesOf(runtime.child.stdout, (line) => line.includes('"level":"error"') && say(line));
    const [code] = await once(child, "close");
    return outcomeOf(files.report, Number(code));
  } finally {
    await runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function linesOf(stream: Readable | null, on: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on("line", on);
}

function split(args: readonly string[]): [readonly string[], readonly string[]] {
  const mark = args.indexOf("--");
  return mark < 0 ? [args, []] : [args.slice(0, mark), args.slice(mark + 1)];
}

await main();
