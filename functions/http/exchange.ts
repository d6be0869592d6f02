import type middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context as LambdaContext } from "aws-lambda";
import type { Log, Principal } from "../../core/context.ts";
import type { User } from "../../core/identity/user.ts";
import type { Instant } from "../../core/time.ts";
import type { RequestKey } from "./idempotency.ts";
import type { RateOutcome } from "./limit.ts";

/** What the middlewares learn about one request, in the order in which they learn it. */
export interface Exchange extends Record<string, unknown> {
  readonly startedAtMs: number;
  readonly now: Instant;
  readonly requestId: string;
  readonly clientIp: string;
  readonly log: Log;
  principal: Principal;
  /** The signed-in caller's account as it was read for this request. */
  user?: User;
  rate?: RateOutcome;
  problemCode?: string;
  input?: { readonly params: unknown; readonly query: unknown; readonly body: unknown };
  /** The parsed body of a request with one, before its schema: the idempotency hash is taken over it. */
  json?: unknown;
  idempotency?: RequestKey;
}

export type HttpEvent = APIGatewayProxyEventV2;
export type HttpAnswer = APIGatewayProxyStructuredResultV2;
/** middy hands the handler the Lambda context only, so the exchange travels in it. */
export type ExchangeContext = LambdaContext & { exchange: Exchange };
export type Middleware = middy.MiddlewareObj<HttpEvent, HttpAnswer, Error, ExchangeContext, Exchange>;
export type HttpRequest = middy.Request<HttpEvent, HttpAnswer, Error, ExchangeContext, Exchange>;

/** A header of the request; API Gateway hands names over in lower case. */
export function header(event: HttpEvent, name: string): string | undefined {
  return event.headers[name];
}
