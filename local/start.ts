import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startLocal } from "./start-local.ts";

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
  const runtime = await startLocal({
    dataDir: values.data ?? join(root, ".data"),
    port: portOf(values.port ?? process.env.PORT ?? USUAL_PORT),
    fresh: values.fresh,
  });
  console.log(welcome(runtime.url, Math.round(performance.now() - startedAt)));
  stopAtSignals(runtime.stop);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${text} is no port.`);
  return port;
}

function welcome(url: string, tookMs: number): string {
  return `
  InstaInstru runs on this machine (${(tookMs / 1000).toFixed(1)} s)

  API        ${url}/api/v1
  Docs       ${url}/docs
  Mailbox    ${url}/local/mailbox
  Inside     ${url}/local

  Data is kept in .data (npm start -- --fresh begins anew). Ctrl-C stops everything.
`;
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
