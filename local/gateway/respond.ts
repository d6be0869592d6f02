import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError, INTERNAL_ERROR } from "../../core/errors.ts";
import { FunctionTimeout, type Invoke } from "../function.ts";
import { type Answer, answerFrom } from "./answer.ts";
import { CallerGone, readBody } from "./body.ts";
import { type Address, addressOf } from "./edge.ts";
import { DEFAULT_ROUTE, gatewayEvent } from "./event.ts";
import { refusal } from "./refusal.ts";
import type { Router } from "./router.ts";

/** Everything that answering a request needs. */
export interface Gate {
  /** In its name refusals are answered. */
  readonly url: string;
  readonly router: Router<Target>;
  /** `$default`: whatever no route matches. */
  readonly unrouted: Invoke;
  /** Pages and controls of the local runtime; `undefined` when the address is none of them. */
  readonly controls?: (request: ControlRequest) => Promise<Answer | undefined>;
  readonly readEpochMs?: () => number;
  readonly log?: (line: string) => void;
}

export interface Target {
  readonly routeKey: string;
  readonly invoke: Invoke;
}

export interface ControlRequest extends Address {
  readonly method: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer | undefined;
}

/** API-15; over it, API Gateway does not ask a function. */
export const LARGEST_HEADERS = 10 * 1024;

/** Takes one request through the edge, the route and its function, and answers it whatever happens. */
export async function respond(request: IncomingMessage, response: ServerResponse, gate: Gate): Promise<void> {
  try {
    send(response, await answerRequest(request, gate));
  } catch (error) {
    if (error instanceof CallerGone) return;
    if (!(error instanceof DomainError)) gate.log?.(`${request.method} ${pathOf(request)}: ${describe(error)}`);
    // The rest of a body that is refused is not waited for.
    if (!request.complete) response.setHeader("connection", "close");
    send(response, refusal(asRefusal(error), gate.url, pathOf(request), headerOf(request, "x-request-id")));
  }
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

function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return new DomainError(INTERNAL_ERROR, "Something went wrong on our side. Try again; give the request id to support.");
}

function describe(error: unknown): string {
  if (error instanceof FunctionTimeout) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function send(response: ServerResponse, answer: Answer): void {
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
