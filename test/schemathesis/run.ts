import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRuntimeProcess } from "../support/runtime-process.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const CALLERS = ["visitor"] as const;

/** Tries the running API against its own document, once as every kind of caller, each time on a demo city of its own (API-63). */
async function main(): Promise<void> {
  // Nothing is counted, so that no case is refused for the ones before it (RL-15).
  process.env.RATE_LIMIT_MODE = "stub";
  let passed = 0;
  let failed = 0;
  for (const caller of CALLERS) {
    const outcome = await tryAs(caller);
    passed += outcome.passed;
    failed += outcome.failed;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function tryAs(caller: string): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(join(tmpdir(), "schemathesis-"));
  const runtime = await startRuntimeProcess({ dataDir: join(folder, "data"), port: 0 });
  try {
    const config = join(import.meta.dirname, "schemathesis.toml");
    const report = join(folder, "report.json");
    const args = ["--config-file", config, "run", `${runtime.url}/api/v1/openapi.json`, "--url", runtime.url];
    const child = spawn(join(ROOT, ".venv", "bin", "schemathesis"), [...args, "--report", "json", "--report-json-path", report], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, API_URL: runtime.url, CALLER: caller },
    });
    await once(child, "exit");
    const { operations, failures } = JSON.parse(readFileSync(report, "utf8"));
    return { passed: operations.tested, failed: failures.length };
  } finally {
    await runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
