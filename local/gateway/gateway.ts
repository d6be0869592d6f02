import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Invoke } from "../function.ts";
import { type Gate, LARGEST_HEADERS, respond, type Target } from "./respond.ts";
import { createRouter, type Route, type Router } from "./router.ts";

export interface Gateway {
  readonly url: string;
  /** Requests that came before are answered from now on. */
  serve(options: GatewayOptions): void;
  stop(): Promise<void>;
}

export interface GatewayOptions extends Omit<Gate, "url" | "router"> {
  readonly routes: readonly Route<Invoke>[];
}

const KEEP_ALIVE_MS = 65_000;
const STOP_WITHIN_MS = 2_000;

/**
 * The edge and API Gateway's HTTP API on one port of this machine: requests become payload 2.0 events, results become answers. The port
 * is taken first, because what is served needs to know its own address.
 */
export async function openGateway(port: number): Promise<Gateway> {
  // Header fields have their own, smaller limit; this one is the parser's for request line and fields together.
  const server = createServer({ maxHeaderSize: 2 * LARGEST_HEADERS, keepAliveTimeout: KEEP_ALIVE_MS });
  const opening = Promise.withResolvers<Gate>();
  server.on("request", async (request: IncomingMessage, response: ServerResponse) => respond(request, response, await opening.promise));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(error.code === "EADDRINUSE" ? portTaken(port) : error));
    server.listen(port, "127.0.0.1", resolve);
  });
  const url = urlOf(server);
  return {
    url,
    serve: ({ routes, ...options }) => opening.resolve({ ...options, router: routerOf(routes), url }),
    stop: () => stop(server),
  };
}

function routerOf(routes: readonly Route<Invoke>[]): Router<Target> {
  return createRouter(routes.map((route) => ({ ...route, target: { routeKey: `${route.method} ${route.path}`, invoke: route.target } })));
}

function portTaken(port: number): Error {
  return new Error(`Port ${port} is taken: stop what listens there, or choose another with --port.`);
}

function urlOf(server: Server): string {
  // A server that listens on a port has an address with one; only pipes have text.
  const address = server.address() as AddressInfo;
  return `http://localhost:${address.port}`;
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const late = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
  server.closeIdleConnections();
  await closed;
  clearTimeout(late);
}
