import { parentPort, workerData } from "node:worker_threads";
import { startFauxqs } from "fauxqs";
import type { QueueServerOptions } from "./queue-server.ts";

/** What `startQueueServer` runs in a thread: the server, until the first message. It answers with the port. */
async function main({ folder, queues }: QueueServerOptions): Promise<void> {
  const server = await startFauxqs({ port: 0, logger: false, dataDir: folder });
  server.setup({ queues: [...queues] });
  parentPort?.once("message", async () => {
    await server.stop();
    process.exit();
  });
  parentPort?.postMessage(server.port);
}

await main(workerData);
