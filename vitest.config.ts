import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup/services.ts"],
    pool: "threads",
    // Files mostly wait for the engine, so every core has one to run.
    maxWorkers: "100%",
    // Only what hangs should fail by it: races and walks take long on a busy machine, and speed is the benchmark's matter.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: process.env.CI ? ["default"] : ["dot"],
    env: { TZ: "UTC", STAGE: "local", POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? "SILENT" },
  },
});
