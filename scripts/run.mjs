// Runs a task of package.json on the pinned Node, after installing what is missing. Plain JavaScript for whatever Node is at hand, so that a
// fresh clone needs nothing else.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, lstatSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = join(root, "node_modules", ".bin");

const TASKS = {
  start: [["node", "local/start.ts"]],
  test: [["vitest", "run"]],
  check: [
    ["tsc", "-p", "."],
    ["biome", "check", "--error-on-warnings", "."],
    ["node", "scripts/openapi.ts", "--check"],
    ["vitest", "run", "test/tidy"],
  ],
  openapi: [["node", "scripts/openapi.ts"]],
  synth: [["tsx", "scripts/synth.ts"]],
  bench: [["node", "bench/run.ts"]],
  seed: [["node", "scripts/seed.ts"]],
  model: [["node", "scripts/model.ts"]],
  deploy: [["tsx", "scripts/deploy.ts"]],
};

const [task, ...rest] = process.argv.slice(2);
const steps = TASKS[task];
if (!steps) {
  console.error(`There is no task ${task}. Tasks: ${Object.keys(TASKS).join(", ")}.`);
  process.exit(2);
}
installWhenStale();
for (const [index, [command, ...args]] of steps.entries()) {
  const last = index === steps.length - 1;
  const code = await run(command, last ? [...args, ...rest] : args);
  if (code !== 0) process.exit(code);
}

/**
 * Installs when there is nothing yet, or when the lockfile is newer than what was installed from it. A linked folder is another
 * checkout's: installing would first empty it there.
 */
function installWhenStale() {
  if (lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const installed = join(root, "node_modules", ".package-lock.json");
  const lockfile = join(root, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return;
  console.log("Installing dependencies (about two minutes, once) …");
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", args, { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error("Installing failed. Check the connection to the npm registry and run the command again.");
    process.exit(status ?? 1);
  }
}

function run(command, args) {
  const found = join(bin, command);
  if (command === "node" && !existsSync(found) && Number(process.versions.node.split(".")[0]) < 22) {
    console.error("Node 22 or newer is needed on this platform. Install it and run the command again.");
    return 1;
  }
  const path = existsSync(found) ? found : process.execPath;
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning ${process.env.NODE_OPTIONS ?? ""}`,
  };
  const child = spawn(path, args, { cwd: root, stdio: "inherit", env });
  // The child gets Ctrl-C from the terminal itself and stops what it started; this process only waits for it.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
  return new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? (signal === null ? 1 : 0))));
}
