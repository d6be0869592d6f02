import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const parent = mkdtempSync(join(tmpdir(), "run-task-"));
afterAll(() => rmSync(parent, { recursive: true }));

it("npm start leaves node_modules alone that are linked from another checkout", () => {
  const [theirs, ours] = [join(parent, "theirs"), join(parent, "ours")];
  for (const folder of [theirs, join(ours, "scripts"), join(ours, "local")]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(theirs, "kept.js"), "");
  symlinkSync(theirs, join(ours, "node_modules"));
  writeFileSync(join(ours, "package-lock.json"), "{}");
  writeFileSync(join(ours, "local", "start.ts"), 'console.log("started");');
  copyFileSync(join(import.meta.dirname, "../../scripts/run.mjs"), join(ours, "scripts", "run.mjs"));
  // Without npm on the path an installation could only fail.
  const { stdout } = spawnSync(process.execPath, ["scripts/run.mjs", "start"], { cwd: ours, env: { PATH: "" }, encoding: "utf8" });
  expect(stdout).toBe("started\n");
  expect(existsSync(join(theirs, "kept.js"))).toBe(true);
});
