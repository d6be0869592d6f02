import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { REQUIRED_SETTINGS, stageSettings } from "../stacks/stage.ts";

// `npm run deploy -- --stage preview` checks what a deployment would stumble over after minutes, then leaves the rest to SST.

const { values } = parseArgs({ options: { stage: { type: "string" } } });
const problem = findProblem(values.stage);
if (problem !== undefined) {
  console.error(problem);
  process.exit(2);
}
// Assets of former builds would be uploaded again.
await rm(join(".sst", "dist"), { recursive: true, force: true });
process.exitCode = await runSst(["deploy", "--stage", String(values.stage)]);

/** The first reason not to deploy, as a sentence that says what to do; `undefined` when there is none. */
function findProblem(stage: string | undefined): string | undefined {
  if (stage === undefined) return "Which stage? Say npm run deploy -- --stage preview, or --stage prod.";
  const environment = { ...process.env, ...environmentFile(stage) };
  try {
    stageSettings(stage, environment);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const missing = REQUIRED_SETTINGS.filter((name) => !environment[name]);
  if (missing.length > 0) return `Set ${missing.join(", ")} in .env.${stage}; docs/runbooks/deploy.md says what each is.`;
  if (!hasCredentials(environment)) {
    return "There are no AWS credentials. Sign in (aws sso login), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY.";
  }
  if (!existsSync("openapi.yaml")) return "There is no openapi.yaml. Run npm run openapi first.";
  return undefined;
}

/** SST reads the same file, and lets it win over the environment. */
function environmentFile(stage: string): Readonly<Record<string, string | undefined>> {
  const file = `.env.${stage}`;
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
}

/** Where the SDK would find credentials; whether they are valid is for AWS to say. */
function hasCredentials(environment: Readonly<Record<string, string | undefined>>): boolean {
  const named = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];
  if (named.some((name) => environment[name])) return true;
  const home = join(environment.HOME ?? "", ".aws");
  return (
    existsSync(environment.AWS_SHARED_CREDENTIALS_FILE ?? join(home, "credentials")) ||
    existsSync(environment.AWS_CONFIG_FILE ?? join(home, "config"))
  );
}

function runSst(args: readonly string[]): Promise<number> {
  const { stdout } = spawnSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" });
  const env = { ...process.env, COMMIT_SHA: process.env.COMMIT_SHA ?? stdout.trim(), SST_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, [join("node_modules", "sst", "cli", "sst.js"), ...args], { stdio: "inherit", env });
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}
