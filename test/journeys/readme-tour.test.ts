import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RuntimeProcess, startRuntimeProcess } from "../support/runtime-process.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tour-"));
let runtime: RuntimeProcess;

beforeAll(async () => {
  runtime = await startRuntimeProcess({ dataDir, port: 0 });
});
afterAll(async () => {
  await runtime?.stop();
  rmSync(dataDir, { recursive: true });
});

it("The tour of the README books a lesson, sees it confirmed and cancels it", { timeout: 60_000 }, async () => {
  const { code, output, errors } = await run(tour());
  expect([code, errors]).toEqual([0, ""]);
  const outcomes = [
    /^Juilliard-trained pianist/,
    /starts: \[/,
    /^bkg_\w+ on \d{4}-\d{2}-\d{2} at \d{2}:\d{2}$/m,
    /^CONFIRMED$/m,
    /^Your lesson with Maya C\. is confirmed\.$/m,
    /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/m,
    /^CANCELLED$/m,
  ];
  const places = outcomes.map((outcome) => output.search(outcome));
  expect(places, output).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});

/** The commands of the README's tour, spoken to the runtime under test. */
function tour(): string {
  const readme = readFileSync(join(import.meta.dirname, "..", "..", "README.md"), "utf8");
  const [, section = ""] = /^## A tour of five minutes\n(.*?)^## /ms.exec(readme) ?? [];
  const commands = [...section.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block);
  expect(commands.length).toBeGreaterThan(5);
  return commands.join("\n").replaceAll("http://localhost:4000", runtime.url);
}

async function run(script: string): Promise<{ code: number | null; output: string; errors: string }> {
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` };
  // A bash whose input is a socket takes itself for a remote shell and reads the machine's own settings.
  const shell = spawn("bash", ["-euo", "pipefail", "-c", script], { env, timeout: 45_000, stdio: ["ignore", "pipe", "pipe"] });
  const exited = new Promise<number | null>((resolve) => shell.once("exit", resolve));
  const [output, errors, code] = await Promise.all([text(shell.stdout), text(shell.stderr), exited]);
  return { code, output, errors };
}
