import middy from "@middy/core";
import type * as z from "zod";
import type { Context, Member, Principal } from "../../core/context.ts";
import type { User } from "../../core/identity/user.ts";
import { admit } from "./admit.ts";
import { edgeRules } from "./edge-rules.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Exchange, ExchangeContext, HttpAnswer, HttpEvent } from "./exchange.ts";
import { idempotency } from "./idempotency.ts";
import { ifMatch, negotiate } from "./negotiate.ts";
import { openExchange } from "./open-exchange.ts";
import { parse } from "./parse.ts";
import { answerProblems } from "./problem.ts";
import type { Reply } from "./reply.ts";
import { requestLog } from "./request-log.ts";
import { respond } from "./respond.ts";
import { responseHeaders } from "./response-headers.ts";

/** Time kept for answering our own 504 before Lambda stops the function (API-48). */
const TIMEOUT_EARLY_MS = 500;

/** What a handler gets: the request by the contract's schemas. */
export interface Input<E extends Endpoint> {
  readonly params: z.output<E["params"]>;
  readonly query: z.output<E["query"]>;
  readonly body: E extends { body: z.ZodType } ? z.output<E["body"]> : undefined;
  /** The versions that `If-Match` names, for `requireVersion`; empty when it was not sent. */
  readonly ifMatch: readonly string[];
  readonly event: HttpEvent;
  /** The caller's account as the edge has read it for this request. */
  readonly user: E extends { auth: "any" } ? User | undefined : User;
}

/** Who can reach the handler at all: only operations open to anyone meet visitors. */
type PrincipalOf<E extends Endpoint> = E extends { auth: "any" } ? Principal : Member;

type BodyOf<E extends Endpoint> = E extends { response: z.ZodType }
  ? Shown<z.input<E["response"]>>
  : E extends { response: null }
    ? undefined
    : string;

/** What a handler answers is only looked at. */
type Shown<T> = T extends readonly (infer Item)[]
  ? readonly Shown<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Shown<T[K]> }
    : T;

/**
 * The Lambda handler of an endpoint: one chain, assembled from the contract alone. The order is that of API-25; middlewares throw and never
 * return early, so every answer passes the log and the headers.
 */
export function handle<E extends Endpoint>(
  contract: E,
  fn: (ctx: Context<PrincipalOf<E>>, input: Input<E>) => Promise<NoInfer<BodyOf<E>> | Reply<NoInfer<BodyOf<E>>>>,
) {
  return middy<HttpEvent, HttpAnswer, Error, ExchangeContext, Exchange>({ timeoutEarlyInMillis: TIMEOUT_EARLY_MS })
    .use(openExchange())
    .use(requestLog(contract))
    .use(responseHeaders())
    .use(answerProblems())
    .use(edgeRules(contract))
    .use(admit(contract))
    .use(negotiate(contract))
    .use(parse(contract))
    .use(idempotency(contract))
    .use(respond(contract))
    .handler(run(fn));
}

function run<E extends Endpoint>(fn: (ctx: Context<PrincipalOf<E>>, input: Input<E>) => Promise<unknown>) {
  return async (event: HttpEvent, { exchange }: ExchangeContext): Promise<never> => {
    const { now, requestId, log, clientIp, idempotency: key } = exchange;
    const ctx: Context<PrincipalOf<E>> = {
      principal: admitted<E>(exchange),
      now,
      requestId,
      log,
      origin: { ip: clientIp, userAgent: event.headers["user-agent"] ?? "" },
      ...(key === undefined ? {} : { idempotency: key }),
    };
    return untilResponded(await fn(ctx, inputOf<E>(exchange, event)));
  };
}

/** Guaranteed by `admit`: where the contract does not say `any`, only a signed-in caller gets this far. */
function admitted<E extends Endpoint>({ principal }: Exchange): PrincipalOf<E> {
  return principal as PrincipalOf<E>;
}

/** Guaranteed by `parse`, which puts in what the contract's own schemas gave, and by `admit`, which has read the user. */
function inputOf<E extends Endpoint>({ input, user }: Exchange, event: HttpEvent): Input<E> {
  return { ...input, ifMatch: ifMatch(event), event, user } as Input<E>;
}

/** Guaranteed by `respond`, which runs next and turns the handler's result into the answer that the chain's type promises. */
function untilResponded(result: unknown): never {
  return result as never;
}
