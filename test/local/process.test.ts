import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import type { Mail } from "../../local/mailbox/mails.ts";
import { jsonOf } from "../support/json.ts";
import { type RuntimeProcess, startRuntimeProcess } from "../support/runtime-process.ts";

const folder = mkdtempSync(join(tmpdir(), "process-"));
// These tests are about the engine that the runtime starts itself.
delete process.env.DYNAMODB_ENDPOINT;
const started: RuntimeProcess[] = [];
afterAll(async () => {
  await Promise.all(started.map((runtime) => runtime.kill()));
  rmSync(folder, { recursive: true });
});

async function start(name: string): Promise<RuntimeProcess> {
  const runtime = await startRuntimeProcess({ dataDir: join(folder, name), root: `${import.meta.dirname}/fixtures`, port: 0 });
  started.push(runtime);
  return runtime;
}

/** The processes whose command line names the folder: the runtime and its engine. */
function processesOf(name: string): string[] {
  const listed = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" });
  return listed.split("\n").filter((line) => line.includes(join(folder, name)));
}

/** Writes notes one after the other until the runtime no longer answers; `written` gets the texts of those that were answered. */
async function writeUntilGone(url: string, prefix: string, written: string[]): Promise<void> {
  for (let number = 0; ; number += 1) {
    const text = `${prefix}-${number}`;
    const answer = await fetch(`${url}/api/v1/notes`, { method: "POST", body: JSON.stringify({ text }) }).catch(() => undefined);
    if (answer?.status !== 201) return;
    written.push(text);
  }
}

async function mailed(url: string): Promise<ReadonlySet<string>> {
  const { items } = await jsonOf<{ items: Mail[] }>(await fetch(`${url}/local/mailbox`));
  return new Set(items.map((mail) => mail.subject));
}

describe("a runtime in a process of its own", () => {
  it("loses no event when it is killed with -9 at any moment, and leaves no engine behind", { timeout: 60_000 }, async () => {
    const written: string[] = [];
    for (const round of ["a", "b", "c"]) {
      const runtime = await start("killed");
      const before = written.length;
      const writing = writeUntilGone(runtime.url, round, written);
      await expect.poll(() => written.length - before, { timeout: 10_000, interval: 5 }).toBeGreaterThan(2);
      await pause(50 * Math.random());
      await runtime.kill();
      await writing;
      await expect.poll(() => processesOf("killed"), { timeout: 5_000 }).toEqual([]);
    }
    const { url, stop } = await start("killed");
    const missing = async () => {
      const found = await mailed(url);
      return written.filter((text) => !found.has(text));
    };
    await expect.poll(missing, { timeout: 30_000 }).toEqual([]);
    await stop();
  });

  it("leaves no process behind when it is asked to stop", async () => {
    const runtime = await start("stopped");
    expect(processesOf("stopped").length).toBeGreaterThan(1);
    expect(await runtime.stop()).toBe(0);
    expect(processesOf("stopped")).toEqual([]);
  });
});
