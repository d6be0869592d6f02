import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Mail } from "../../local/mailbox/mails.ts";
import { jsonOf } from "../support/json.ts";

const folder = mkdtempSync(join(tmpdir(), "process-"));
const starter = join(folder, "start.mjs");
writeFileSync(
  starter,
  `import { startLocal } from ${JSON.stringify(new URL("../../local/start-local.ts", import.meta.url).href)};
   const runtime = await startLocal({ dataDir: process.argv[2], root: ${JSON.stringify(`${import.meta.dirname}/fixtures`)}, port: 0 });
   process.on("SIGTERM", async () => { await runtime.stop(); process.exit(0); });
   console.log(runtime.url);`,
);
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function start(dataDir: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", starter, join(folder, dataDir)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  started.push(child);
  const url = await new Promise<string>((resolve) => child.stdout?.once("data", (chunk) => resolve(String(chunk).trim())));
  return { url, child };
}

/** The processes whose command line names this test's folder. */
function processesOf(dataDir: string): string[] {
  const listed = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" });
  return listed.split("\n").filter((line) => line.includes(join(folder, dataDir)));
}

const subjects = async (url: string) => {
  const { items } = await jsonOf<{ items: Mail[] }>(await fetch(`${url}/local/mailbox`));
  return new Set(items.map((mail) => mail.subject));
};

describe("a runtime in a process of its own", () => {
  it("loses no event when it is killed with -9 at any moment", { timeout: 60_000 }, async () => {
    const written: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { url, child } = await start("killed");
      const killed = new Promise((resolve) => child.once("exit", resolve));
      setTimeout(() => child.kill("SIGKILL"), 150);
      for (let index = 0; child.exitCode === null && child.signalCode === null; index += 1) {
        const text = `${round}-${index}`;
        const answer = await fetch(`${url}/api/v1/notes`, { method: "POST", body: JSON.stringify({ text }) }).catch(() => undefined);
        if (answer?.status === 201) written.push(text);
        else break;
      }
      await killed;
      await expect.poll(() => processesOf("killed"), { timeout: 5_000 }).toEqual([]);
    }
    expect(written.length).toBeGreaterThan(3);
    const { url, child } = await start("killed");
    const missing = async () => {
      const mailed = await subjects(url);
      return written.filter((text) => !mailed.has(text));
    };
    await expect.poll(missing, { timeout: 30_000 }).toEqual([]);
    child.kill("SIGTERM");
  });

  it("leaves no process behind when it is asked to stop", async () => {
    const { child } = await start("stopped");
    expect(processesOf("stopped").length).toBeGreaterThan(1);
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    expect(await exited).toBe(0);
    expect(processesOf("stopped")).toEqual([]);
  });
});
