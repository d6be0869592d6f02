import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readClock } from "../core/clients/clock.ts";
import { toMilliseconds } from "../core/time.ts";
import { startBackground } from "./background.ts";
import { movableClock } from "./clock.ts";
import { clockControls } from "./controls/clock-controls.ts";
import { answerControls } from "./controls/controls.ts";
import { overviewControl } from "./controls/overview.ts";
import { seedControls } from "./controls/seed-controls.ts";
import { tableControls } from "./controls/table-controls.ts";
import { openDataFolder } from "./data-folder.ts";
import { openDatabase } from "./database.ts";
import { readDocument } from "./document.ts";
import { setEnvironment } from "./environment.ts";
import { lambda } from "./function.ts";
import { openGateway } from "./gateway/gateway.ts";
import { type DemoAccount, loadSeed } from "./load-seed.ts";
import { mailboxControls } from "./mailbox/mailbox-controls.ts";
import { mapsControls } from "./maps/maps-controls.ts";
import { queueControls } from "./queues/queue-controls.ts";
import { openQueues } from "./queues/queues.ts";
import { scheduleControls } from "./schedules/schedule-controls.ts";
import { localSecrets } from "./secrets.ts";
import { cardControls } from "./stand-ins/card-controls.ts";
import { createStops, type Stops } from "./stops.ts";
import { openStore } from "./store.ts";
import { positionsIn } from "./streams/positions.ts";

export interface LocalOptions {
  /** Everything that outlives a stop is kept here. */
  readonly dataDir: string;
  /** `0` takes any free port. */
  readonly port: number;
  /** Forgets what the folder holds. */
  readonly fresh?: boolean;
  /** The folder of `openapi.yaml` and of the files it names; default: this project. */
  readonly root?: string;
  /** Schedules run by the clock; with `false` only when they are told to. Default: true. */
  readonly schedules?: boolean;
  /** Fills the table with the demo city, once. Default: true. */
  readonly seed?: boolean;
  readonly log?: (line: string) => void;
}

export interface LocalRuntime {
  readonly url: string;
  /** Whether this start has made the table. */
  readonly isNew: boolean;
  /** Who can sign in, when the table holds the demo city. */
  readonly accounts: readonly DemoAccount[];
  /** Finishes what is in flight and ends everything that was started. */
  stop(): Promise<void>;
}

/** The same in every folder and at every port, so that a folder can be moved. */
const TABLE_NAME = "instainstru-local";
const PROJECT = fileURLToPath(new URL("..", import.meta.url));

/** Runs the whole system in this process: one per process, because functions read their environment from it. */
export async function startLocal(options: LocalOptions): Promise<LocalRuntime> {
  const stops = createStops();
  try {
    return { ...(await start(options, stops)), stop: stops.stopAll };
  } catch (error) {
    await stops.stopAll();
    throw error;
  }
}

async function start(options: LocalOptions, stops: Stops): Promise<Omit<LocalRuntime, "stop">> {
  const { dataDir, root = PROJECT, log = console.error } = options;
  const document = readDocument(join(root, "openapi.yaml"));
  // Whoever starts twice hears of the port first, which is what they can change.
  const gateway = await openGateway(options.port);
  stops.add(gateway.stop);
  stops.add(openDataFolder(dataDir, options.fresh ?? false));
  const store = openStore(join(dataDir, "local.db"));
  stops.add(async () => store.close());
  const positions = positionsIn(store);
  const file = join(dataDir, "table.db");
  const database = await openDatabase({ root: PROJECT, file, tableName: TABLE_NAME, readUpTo: positions.readUpTo() });
  stops.add(database.stop);
  const queues = await openQueues(join(dataDir, "queues"), document.consumers);
  stops.add(queues.stop);
  const addresses = { api: gateway.url, dynamodb: database.endpoint, sqs: queues.endpoint, queues: queues.all, tableName: TABLE_NAME };
  const unsetEnvironment = setEnvironment(addresses, await localSecrets(join(dataDir, "secrets.json")));
  stops.add(async () => unsetEnvironment());

  // Before anything runs by itself: the seed tells a history, in which deadlines pass that no schedule may act on meanwhile.
  const seed = await loadSeed(root, store);
  if (options.seed ?? true) await seed.fill();

  // Requests end before their database does, but after the consumers, which send their mails through the gateway.
  stops.add(gateway.stop);
  const schedulesByClock = options.schedules ?? true;
  const { endpoint } = database;
  const surroundings = { root, endpoint, tableName: TABLE_NAME, queues, positions, schedulesByClock, log };
  const { written, schedules } = await startBackground(document, surroundings, stops);
  const clock = movableClock();
  gateway.serve({
    routes: document.routes.map(({ method, path, fn }) => ({ method, path, target: lambda(fn, root, written) })),
    unrouted: lambda(document.unrouted, root),
    controls: answerControls([
      overviewControl(document, () => ({ api: gateway.url, engine: endpoint, clock: clock.view() })),
      ...mailboxControls(store, readClock),
      ...mapsControls(store),
      ...cardControls(),
      ...queueControls(queues),
      ...scheduleControls(schedules),
      ...seedControls(seed, written),
      ...clockControls(clock, schedules.tick),
      ...tableControls(database.client, TABLE_NAME),
    ]),
    readEpochMs: () => toMilliseconds(readClock()),
    log,
  });
  return { url: gateway.url, isNew: database.isNew, accounts: seed.accounts };
}
