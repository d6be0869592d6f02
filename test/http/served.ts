import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll } from "vitest";
import { required } from "../../core/errors.ts";
import { readDocument } from "../../local/document.ts";
import { lambda } from "../../local/function.ts";
import { type Gateway, openGateway } from "../../local/gateway/gateway.ts";
import { ROOT } from "../../scripts/openapi/load-declarations.ts";
import type { ProblemBody } from "../support/invoke.ts";

export interface Ask {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As they came, perhaps compressed. */
  readonly bytes: Buffer;
  readonly text: string;
  readonly problem: ProblemBody;
}

/** Sends a request as it is written: no client tidies up its path, method or headers. */
export type AskRaw = (method: string, path: string, ask?: Ask) => Promise<Answer>;

/** The project's own functions behind the local gateway, on the file's table. */
export function useGateway(): AskRaw {
  let gateway: Gateway | undefined;
  beforeAll(async () => {
    const document = readDocument(`${ROOT}/openapi.yaml`);
    gateway = await openGateway(0);
    gateway.serve({
      routes: document.routes.map(({ method, path, fn }) => ({ method, path, target: lambda(fn, ROOT) })),
      unrouted: lambda(document.unrouted, ROOT),
    });
  });
  afterAll(() => gateway?.stop());
  return (method, path, ask) => send(required(gateway, "the gateway is open").url, method, path, ask);
}

function send(url: string, method: string, path: string, { headers = {}, body }: Ask = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const sent = request({ hostname, port, method, path, headers: { ...length, ...headers } }, async (answer) => {
      const bytes = await buffer(answer);
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        bytes,
        text: bytes.toString(),
        get problem() {
          return JSON.parse(bytes.toString());
        },
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
