import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod";
import type { FieldError } from "../../core/errors.ts";
import { lambdaContext } from "../../local/function.ts";
import { gatewayEvent } from "../../local/gateway/event.ts";
import { edgeGrants, underGrants } from "../../local/grants.ts";

/** What a file in `functions/` exports, as far as a call needs it. */
export interface EndpointModule {
  readonly contract: {
    readonly operationId: string;
    readonly method: string;
    readonly path: string;
    readonly grants: readonly string[];
    readonly auth?: unknown;
    readonly rate?: string;
    readonly guards?: readonly string[];
    readonly response: unknown;
  };
  // Handlers type their own event and context; a bivariant method lets any of them be passed.
  handler(event: never, context: never): unknown;
}

export interface Call {
  /** Default: the contract's. */
  readonly method?: string;
  /** The path as sent, `/api/v1/bookings/bkg_…`; default: the contract's path filled with `params`. */
  readonly path?: string;
  readonly params?: Readonly<Record<string, string>>;
  /** A list is sent as a repeated parameter; text is sent as it is. */
  readonly query?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is text or bytes already. */
  readonly body?: unknown;
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string;
  readonly sourceIp?: string;
}

/** Tests are about what happens, not about speed: on a busy machine a call may take longer than it is given in production. */
const PATIENCE_MS = 100_000;

/** Calls an endpoint as API Gateway would: the same event, the same context, under the grants of its contract. */
export async function invoke<Module extends EndpointModule>(module: Module, call: Call = {}): Promise<Reply<BodyOf<Module>>> {
  const { contract } = module;
  const context = lambdaContext({
    name: contract.operationId,
    file: "",
    grants: contract.grants,
    memoryMb: 512,
    timeoutMs: PATIENCE_MS,
  });
  const event = eventFor(contract, call);
  const { auth, rate, guards = [] } = contract;
  const implied = edgeGrants({ isSignedIn: auth !== "any", isCounted: rate !== "none", isGuarded: guards.length > 0 });
  return new Reply(await underGrants([...contract.grants, ...implied], () => asHandler(module)(event, context)));
}

/** The success body as the contract's response schema types it. */
export type BodyOf<Module extends EndpointModule> = Module["contract"]["response"] extends z.ZodType
  ? z.output<Module["contract"]["response"]>
  : unknown;

/** A refusal as it is on the wire (RFC 9457). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
  readonly [member: string]: unknown;
}

export class Reply<Body> {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly text: string;

  constructor(result: APIGatewayProxyStructuredResultV2) {
    this.status = result.statusCode ?? 200;
    this.headers = Object.fromEntries(Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
    this.cookies = result.cookies ?? [];
    this.text = result.isBase64Encoded ? Buffer.from(result.body ?? "", "base64").toString() : (result.body ?? "");
  }

  /** The body of a success; asking a refusal for it fails the test with what was refused. */
  get body(): Body {
    if (this.status >= 400) throw new Error(`Expected a success, got ${this.status}: ${this.text}`);
    return JSON.parse(this.text);
  }

  get problem(): ProblemBody {
    if (this.status < 400) throw new Error(`Expected a refusal, got ${this.status}: ${this.text}`);
    return JSON.parse(this.text);
  }
}

export type GatewayEvent = ReturnType<typeof gatewayEvent>;

/** The event of a call, for tests that look at what a function receives. */
export function eventFor(contract: Pick<EndpointModule["contract"], "method" | "path">, call: Call): GatewayEvent {
  const body = bytesOf(call.body);
  const headers = {
    host: "localhost",
    ...(body && !(call.body instanceof Uint8Array) ? { "content-type": "application/json" } : {}),
    ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
    ...call.headers,
  };
  return gatewayEvent({
    method: call.method ?? contract.method,
    path: call.path ?? filled(contract.path, call.params ?? {}),
    rawQuery: typeof call.query === "string" ? call.query : encodedQuery(call.query ?? {}),
    rawHeaders: Object.entries(headers).flat(),
    body,
    sourceIp: call.sourceIp ?? "127.0.0.1",
    port: 4000,
    routeKey: `${contract.method} ${contract.path}`,
    pathParameters: call.params && { ...call.params },
    epochMs: Date.now(),
  });
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The call gives no value for {${name}} of ${path}.`);
    return value;
  });
}

function encodedQuery(query: Readonly<Record<string, string | readonly string[]>>): string {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) for (const one of [value].flat()) encoded.append(name, one);
  return encoded.toString();
}

/** Guaranteed by `eventFor` and `lambdaContext`, which build exactly what Lambda hands to every handler. */
function asHandler(module: EndpointModule): (event: unknown, context: unknown) => Promise<APIGatewayProxyStructuredResultV2> {
  return (event, context) => module.handler(event as never, context as never) as Promise<APIGatewayProxyStructuredResultV2>;
}
