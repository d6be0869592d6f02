import middy from "@middy/core";
import { methodNotAllowed, unknownRoute } from "../http/edge-rules.ts";
import type { Exchange, ExchangeContext, HttpAnswer, HttpEvent } from "../http/exchange.ts";
import { header } from "../http/exchange.ts";
import { openExchange } from "../http/open-exchange.ts";
import { answerProblems } from "../http/problem.ts";
import { corsHeaders, responseHeaders } from "../http/response-headers.ts";
import { allowedMethods } from "../http/route-table.ts";

/** Everything that no route takes: preflights, unknown addresses and unknown methods (API-9, API-11). No token is asked for. */
export const handler = middy<HttpEvent, HttpAnswer, Error, ExchangeContext, Exchange>()
  .use(openExchange())
  .use(responseHeaders())
  .use(answerProblems())
  .handler(async (event) => answerUnrouted(event));

function answerUnrouted(event: HttpEvent): HttpAnswer {
  const allowed = allowedMethods(event.rawPath);
  const method = event.requestContext.http.method;
  if (method === "OPTIONS" && isPreflight(event)) return preflight(event);
  if (allowed.length === 0) throw unknownRoute();
  if (method === "OPTIONS") return { statusCode: 204, headers: { allow: allowed.join(", ") } };
  throw methodNotAllowed(event.rawPath);
}

function isPreflight(event: HttpEvent): boolean {
  return header(event, "origin") !== undefined && header(event, "access-control-request-method") !== undefined;
}

/** SEC-3: an origin that is not ours gets no CORS headers, which is the browser's refusal. */
function preflight(event: HttpEvent): HttpAnswer {
  const cors = corsHeaders(event);
  if (Object.keys(cors).length === 0) return { statusCode: 204 };
  return {
    statusCode: 204,
    headers: {
      ...cors,
      "access-control-allow-methods": "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE",
      "access-control-allow-headers": header(event, "access-control-request-headers") ?? "",
      "access-control-max-age": "600",
    },
  };
}
