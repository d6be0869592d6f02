import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface Engine {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** Where to keep the tables; without it they live in memory and end with the process. */
  readonly dbFile?: string;
  /** The project's folder, whose `node_modules` may hold the engine. */
  readonly root: string;
}

const READY_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 5_000;
const ATTEMPTS = 3;

/** Starts the embedded DynamoDB engine and waits until it answers. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const program = findProgram(options.root);
  for (let attempt = 1; ; attempt += 1) {
    // Another process may take the free port before the engine binds it, so a failed start is tried on another port.
    const engine = await launch(program, await freePort(), options.dbFile);
    if (typeof engine !== "string") return engine;
    if (attempt === ATTEMPTS) throw new Error(`The database engine ${program} does not start: ${engine}`);
  }
}

const NO_ENGINE =
  "No database engine found: install dynoxide (npm i -g dynoxide, brew install dynoxide, or cargo install dynoxide-rs), " +
  "or name a running DynamoDB in DYNAMODB_ENDPOINT.";

function findProgram(root: string): string {
  const bundled = join(root, "node_modules", "@dynoxide", `${process.platform}-${process.arch}`, "dynoxide");
  const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "dynoxide"));
  const program = [bundled, ...onPath].find(isExecutable);
  if (program === undefined) throw new Error(NO_ENGINE);
  return program;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs the engine under a shell that ends it as soon as our end of its standard input closes. The kernel closes it even when we are
 * killed with -9, so no engine outlives its runtime and holds the database.
 */
const LEASHED = `
exec 3<&0
"$0" "$@" 3<&- </dev/null & engine=$!
{ cat <&3 >/dev/null; kill "$engine" 2>/dev/null; } &
exec 3<&-
wait "$engine"`;

/** The running engine, or what it said when it ended before it was ready. */
async function launch(program: string, port: number, dbFile: string | undefined): Promise<Engine | string> {
  const args = ["--port", String(port), ...(dbFile === undefined ? [] : ["--db-path", dbFile])];
  // Its own process group keeps the terminal's Ctrl-C away from it: requests in flight may finish first.
  const leash = spawn("/bin/sh", ["-c", LEASHED, program, ...args], { stdio: ["pipe", "ignore", "pipe"], detached: true });
  let said = "";
  let ended = false;
  leash.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  const exit = new Promise<void>((resolve) => {
    const end = () => {
      ended = true;
      leash.stdin.destroy();
      resolve();
    };
    leash.once("exit", end);
    leash.once("error", (error) => {
      said += error.message;
      end();
    });
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!ended && performance.now() < deadline) {
    if (await answers(endpoint)) return { endpoint, stop: () => stop() };
    await wait(5);
  }
  if (!ended) await stop();
  return said.trim() || "it does not answer.";

  async function stop(): Promise<void> {
    leash.stdin.end();
    const late = setTimeout(() => killGroup(leash.pid), STOP_WITHIN_MS);
    await exit;
    clearTimeout(late);
    leash.stderr.destroy();
  }
}

function killGroup(pid: number | undefined): void {
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(endpoint, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("No free port."))));
    });
  });
}
