import { createHmac, randomBytes } from "node:crypto";
import type { OperationBucket } from "../../core/identity/rate-buckets.ts";
import { emf, type MetricSet } from "../runtime/emf.ts";
import { takeUsage } from "../runtime/usage.ts";
import type { Endpoint } from "./endpoint.ts";
import type { HttpRequest, Middleware } from "./exchange.ts";

/** One line a request, at its end (OPS-7). The same line carries the request's metrics in CloudWatch's embedded form (MON-1). */
export function requestLog(contract: Endpoint): Middleware {
  const write = (request: HttpRequest) => writeLine(contract, request);
  return {
    before() {
      takeUsage();
    },
    after: write,
    onError: write,
  };
}

let isColdStart = true;
// Addresses are told apart within one process and a day, and never recovered (OPS-10).
const addressKey = randomBytes(16);

function writeLine(contract: Endpoint, { event, response, internal }: HttpRequest): void {
  const status = response?.statusCode ?? 500;
  const durationMs = Math.round((performance.now() - internal.startedAtMs) * 10) / 10;
  const { principal } = internal;
  internal.log.info("request", {
    operation: contract.operationId,
    status,
    durationMs,
    coldStart: isColdStart,
    ...(internal.problemCode === undefined ? {} : { code: internal.problemCode }),
    ...(principal.kind === "member" ? { principalId: principal.userId, role: principal.role } : {}),
    ipHash: createHmac("sha256", addressKey).update(internal.clientIp).digest("hex").slice(0, 16),
    bucket: contract.rate,
    ...takeUsage(),
    bytesOut: response?.body?.length ?? 0,
    ...(event.headers["x-client"] === undefined ? {} : { clientId: event.headers["x-client"].slice(0, 64) }),
    ...emf(metricsOf(contract, status, durationMs, internal)),
  });
  if (internal.rate?.refusal) logBlock(internal);
  isColdStart = false;
}

/** A line of its own, because `outcome` means another thing in the request's (RL-18). */
function logBlock({ log, rate }: HttpRequest["internal"]): void {
  const dimensions = { bucket: rate?.policy ?? "general", outcome: rate?.shadow ? "shadow_block" : "block" };
  log.info("rate limit", emf([{ by: [["bucket", "outcome"]], dimensions, counts: { RateLimitDecision: 1 } }]));
}

function metricsOf(contract: Endpoint, status: number, durationMs: number, { problemCode, rate }: HttpRequest["internal"]): MetricSet[] {
  const dimensions = { area: contract.area, class: classOf(contract.method, contract.rate), outcome: outcomeOf(status) };
  const sets: MetricSet[] = [
    {
      by: [
        ["area", "outcome"],
        ["class", "outcome"],
      ],
      dimensions,
      counts: { RequestCount: 1 },
    },
    { by: [["area", "class"], ["class"]], dimensions, milliseconds: { RequestDuration: durationMs } },
  ];
  if (problemCode !== undefined) sets.push({ by: [["code"]], dimensions: { code: problemCode }, counts: { ProblemCount: 1 } });
  if (status === 504) sets.push({ by: [["class"]], dimensions, counts: { HandlerTimeout: 1 } });
  if (isColdStart) sets.push({ by: [["area"]], dimensions, counts: { ColdStart: 1 } });
  if (rate) sets.push({ by: [["bucket"]], dimensions: { bucket: rate.policy }, counts: { RateLimitDecision: 1 } });
  return sets;
}

function classOf(method: Endpoint["method"], bucket: OperationBucket | "none"): string {
  if (bucket === "booking" || bucket === "payment" || bucket === "financial") return "money";
  if (bucket === "search") return "search";
  if (bucket === "none") return "other";
  return method === "GET" ? "read" : "write";
}

function outcomeOf(status: number): string {
  return status === 429 ? "429" : `${Math.floor(status / 100)}xx`;
}
