import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type LocalRuntime, startLocal } from "./start-local.ts";

const USUAL_PORT = "4000";
const root = fileURLToPath(new URL("..", import.meta.url));

/** `npm start`: runs everything on this machine until Ctrl-C. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { fresh: { type: "boolean", default: false }, port: { type: "string" }, data: { type: "string" } },
  });
  // Functions read the files that are shipped beside them from the working directory, as in Lambda.
  process.chdir(root);
  const startedAt = performance.now();
  const dataDir = values.data ?? join(root, ".data");
  const runtime = await startLocal({
    dataDir,
    port: portOf(values.port ?? process.env.PORT ?? USUAL_PORT),
    fresh: values.fresh,
  });
  console.log(welcome(runtime, dataDir, Math.round(performance.now() - startedAt)));
  stopAtSignals(runtime.stop);
  // In Lambda such a fault ends one function's process; here it must not end all of them.
  for (const fault of ["uncaughtException", "unhandledRejection"] as const) process.on(fault, (error) => console.error(fault, error));
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${text} is no port.`);
  return port;
}

function welcome({ url, accounts }: LocalRuntime, dataDir: string, tookMs: number): string {
  const lines = [
    `InstaInstru runs on this machine (${(tookMs / 1000).toFixed(1)} s)`,
    "",
    `API        ${url}/api/v1`,
    `Docs       ${url}/docs`,
    `Mailbox    ${url}/local/mailbox`,
    `Inside     ${url}/local`,
    "",
    ...accounts.map(({ email, password, who }) => `${email.padEnd(32)} ${password.padEnd(20)} ${who}`),
    ...(accounts.length > 0 ? [""] : []),
    `Data is kept in ${relative(root, dataDir)} (npm start -- --fresh begins anew). Ctrl-C stops everything.`,
  ];
  return `\n${lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n`;
}

/** The first signal stops in good order, a second one at once. */
function stopAtSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
