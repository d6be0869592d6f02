import { type ChildProcess, spawn } from "node:child_process";
import type { LocalOptions } from "../../local/start-local.ts";

export interface RuntimeProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Ends it in good order; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a crash would, with kill -9. */
  kill(): Promise<void>;
}

const RUNTIME = new URL("../../local/start-local.ts", import.meta.url).href;
const SCRIPT = `
  const { startLocal } = await import(${JSON.stringify(RUNTIME)});
  const runtime = await startLocal(JSON.parse(process.argv[1]));
  process.on("SIGTERM", async () => { await runtime.stop(); process.exit(0); });
  console.log(runtime.url);`;

/** Starts the local runtime in a process of its own, which a test may kill. */
export async function startRuntimeProcess(options: Omit<LocalOptions, "log">): Promise<RuntimeProcess> {
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", SCRIPT, JSON.stringify(options)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(-4_000);
  });
  const url = await Promise.race([
    new Promise<string>((resolve) => child.stdout.once("data", (chunk) => resolve(String(chunk).trim()))),
    exited.then((code) => Promise.reject(new Error(`The runtime ended with ${code}: ${said}`))),
  ]);
  return {
    url,
    child,
    stop: () => {
      child.kill("SIGTERM");
      return exited;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
