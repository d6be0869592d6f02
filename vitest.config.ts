import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup/services.ts"],
    pool: "threads",
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: process.env.CI ? ["default"] : ["dot"],
    env: { TZ: "UTC", STAGE: "local", POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? "SILENT" },
  },
});
