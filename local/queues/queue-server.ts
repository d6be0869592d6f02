import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { FauxqsServer } from "fauxqs";

export interface QueueServerOptions {
  /** Keeps the messages. */
  readonly folder: string;
  readonly queues: readonly { readonly name: string; readonly attributes?: Record<string, string> }[];
}

export interface QueueServer {
  readonly endpoint: string;
  /** All messages of a queue, without receiving them; `undefined` when there is no such queue. */
  inspect(name: string): Promise<InspectedQueue | undefined>;
  stop(): Promise<void>;
}

export type InspectedQueue = NonNullable<ReturnType<FauxqsServer["inspectQueue"]>>;

/**
 * Starts SQS on this machine in a thread of its own: it waits for the disk at every message, sent, received or deleted, and nobody's
 * request should wait with it.
 */
export async function startQueueServer(options: QueueServerOptions): Promise<QueueServer> {
  // Options of this process, such as a script given as text, are not for the thread; fauxqs keeps messages in Node's own SQLite.
  const execArgv = ["--disable-warning=ExperimentalWarning"];
  const thread = new Worker(new URL("./queue-thread.ts", import.meta.url), { workerData: options, execArgv });
  const exited = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  const [port] = await once(thread, "message");
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    inspect: (name) => inspect(endpoint, name),
    stop: async () => {
      thread.postMessage("stop");
      await exited;
    },
  };
}

/** Guaranteed by fauxqs, which answers at this address what its own `inspectQueue` gives. */
async function inspect(endpoint: string, name: string): Promise<InspectedQueue | undefined> {
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${encodeURIComponent(name)}`);
  return answer.ok ? ((await answer.json()) as InspectedQueue) : undefined;
}
