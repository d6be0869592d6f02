import type { IHttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Api, type App, type Stack } from "sst/constructs";
import { newStack } from "./new-stack.ts";
import type { StageSettings } from "./stage.ts";

/**
 * Two HTTP APIs, because one has at most 300 integrations: the people's, and the one of admins and operators. One domain serves both;
 * `edge.ts` chooses by path.
 */
export interface Gateway {
  readonly public: Api;
  readonly ops: Api;
}

/** The path prefixes of the ops API; every other path is the public one's. */
export const OPS_PREFIXES = ["/api/v1/admin/", "/api/monitoring/", "/metrics/"] as const;

export function gatewayStack(app: App, settings: StageSettings): Gateway {
  const stack = newStack(app, "gateway");
  return { public: httpApi(stack, settings, "public-api"), ops: httpApi(stack, settings, "ops-api") };
}

export function apiOf(gateway: Gateway, path: string): Api {
  return OPS_PREFIXES.some((prefix) => path.startsWith(prefix)) ? gateway.ops : gateway.public;
}

/** Guaranteed by CDK, whose own class does not fit its own interface under `exactOptionalPropertyTypes`. */
export function httpApiOf(api: Api): IHttpApi {
  return api.cdk.httpApi as IHttpApi;
}

function httpApi(stack: Stack, settings: StageSettings, id: string): Api {
  return new Api(stack, id, {
    // CORS is answered by our functions: the gateway's own cannot tell origins apart per stage and path as identity SEC-3 wants.
    cors: false,
    accessLog: { format: ACCESS_LOG_FORMAT, retention: settings.logRetention },
  });
}

/** No address, no user agent and no path: a path may hold an id, and the function's own request line holds what may be kept (OPS-7). */
const ACCESS_LOG_FORMAT = JSON.stringify({
  time: "$context.requestTimeEpoch",
  requestId: "$context.requestId",
  routeKey: "$context.routeKey",
  status: "$context.status",
  latencyMs: "$context.responseLatency",
  integrationStatus: "$context.integration.status",
  integrationError: "$context.integration.error",
});
