import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DomainError, INTERNAL_ERROR, PAYLOAD_TOO_LARGE } from "../../core/errors.ts";
import { FunctionTimeout, type Invoke } from "../function.ts";
import { type Answer, answerFrom } from "./answer.ts";
import { type Address, addressOf } from "./edge.ts";
import { DEFAULT_ROUTE, gatewayEvent } from "./event.ts";
import { refusal } from "./refusal.ts";
import { createRouter, type Route, type Router } from "./router.ts";

export interface Gateway {
  readonly url: string;
  /** Requests that came before are answered from now on. */
  serve(options: GatewayOptions): void;
  stop(): Promise<void>;
}

export interface GatewayOptions {
  readonly routes: readonly Route<Invoke>[];
  /** `$default`: whatever no route matches. */
  readonly unrouted: Invoke;
  /** Pages and controls of the local runtime; `undefined` when the address is none of them. */
  readonly controls?: (request: ControlRequest) => Promise<Answer | undefined>;
  readonly readEpochMs?: () => number;
  readonly log?: (line: string) => void;
}

export interface ControlRequest extends Address {
  readonly method: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer | undefined;
}

const LARGEST_BODY = 10 * 1024 * 1024;
const LARGEST_HEADERS = 10 * 1024;
const KEEP_ALIVE_MS = 65_000;
const STOP_WITHIN_MS = 2_000;

/**
 * The edge and API Gateway's HTTP API on one port of this machine: requests become payload 2.0 events, results become answers. The port
 * is taken first, because what is served needs to know its own address.
 */
export async function openGateway(port: number): Promise<Gateway> {
  // Header fields have their own, smaller limit below; this one is the parser's for request line and fields together.
  const server = createServer({ maxHeaderSize: 2 * LARGEST_HEADERS, keepAliveTimeout: KEEP_ALIVE_MS });
  const opening = Promise.withResolvers<Gate>();
  server.on("request", async (request: IncomingMessage, response: ServerResponse) => respond(request, response, await opening.promise));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(error.code === "EADDRINUSE" ? portTaken(port) : error));
    server.listen(port, "127.0.0.1", resolve);
  });
  const url = urlOf(server);
  return { url, serve: (options) => opening.resolve({ ...options, router: routerOf(options), url }), stop: () => stop(server) };
}

function routerOf({ routes }: GatewayOptions): Router<Target> {
  return createRouter(routes.map((route) => ({ ...route, target: { routeKey: `${route.method} ${route.path}`, invoke: route.target } })));
}

function portTaken(port: number): Error {
  return new Error(`Port ${port} is taken: stop what listens there, or choose another with --port.`);
}

interface Target {
  readonly routeKey: string;
  readonly invoke: Invoke;
}

interface Gate extends GatewayOptions {
  readonly router: Router<Target>;
  readonly url: string;
}

async function respond(request: IncomingMessage, response: ServerResponse, gate: Gate): Promise<void> {
  let answer: Answer;
  try {
    answer = await answerRequest(request, gate);
  } catch (error) {
    if (!(error instanceof DomainError)) gate.log?.(`${request.method} ${pathOf(request)}: ${describe(error)}`);
    answer = refusal(asRefusal(error), gate.url, pathOf(request), headerOf(request, "x-request-id"));
    // An unread body would be taken for the next request on this connection.
    if (!request.complete) response.setHeader("connection", "close");
  }
  send(response, answer);
}

async function answerRequest(request: IncomingMessage, gate: Gate): Promise<Answer> {
  const method = request.method ?? "GET";
  const { path, rawQuery } = addressOf(request.url ?? "/");
  if (sizeOf(request.rawHeaders) > LARGEST_HEADERS) return HEADERS_TOO_LARGE;
  const body = await readBody(request);
  const match = gate.router(method, path);
  if (!match) {
    const page = await gate.controls?.({ method, path, rawQuery, headers: request.headers, body });
    if (page) return page;
  }
  const event = gatewayEvent({
    method,
    path,
    rawQuery,
    rawHeaders: request.rawHeaders,
    body,
    sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
    port: request.socket.localPort ?? 0,
    routeKey: match?.target.routeKey ?? DEFAULT_ROUTE,
    pathParameters: match?.pathParameters,
    epochMs: gate.readEpochMs?.() ?? Date.now(),
  });
  return answerFrom(await (match?.target.invoke ?? gate.unrouted)(event));
}

/** The one answer without a problem body: the registry of codes leaves it to AWS (API-42). */
const HEADERS_TOO_LARGE: Answer = {
  status: 431,
  headers: { "content-type": "application/json" },
  body: '{"message":"Request Header Fields Too Large"}',
};

function sizeOf(rawHeaders: readonly string[]): number {
  let size = 0;
  for (const text of rawHeaders) size += text.length;
  return size;
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length > 1 ? Buffer.concat(chunks, size) : chunks[0];
}

function tooLarge(): DomainError {
  return new DomainError(PAYLOAD_TOO_LARGE, "The body is larger than 10 MB. Send less at once.");
}

function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return new DomainError(INTERNAL_ERROR, "Something went wrong on our side. Try again; give the request id to support.");
}

function describe(error: unknown): string {
  if (error instanceof FunctionTimeout) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const hasBody = answer.status !== 204 && answer.status !== 304;
  response.writeHead(answer.status, hasBody ? { ...answer.headers, "content-length": Buffer.byteLength(answer.body) } : answer.headers);
  response.end(hasBody ? answer.body : undefined);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
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
