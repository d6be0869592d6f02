import { isHosted, optionalEnvironment, stage } from "../../core/config.ts";
import type { Log } from "../../core/context.ts";
import { DomainError, RATE_LIMIT_EXCEEDED, RATE_LIMIT_UNAVAILABLE } from "../../core/errors.ts";
import { consumeGuard } from "../../core/identity/consume-guard.ts";
import { consumeRate } from "../../core/identity/consume-rate.ts";
import { RATE_BUCKETS } from "../../core/identity/rate-buckets.ts";
import { problemOfGuard, RATE_GUARDS, type RateGuardName } from "../../core/identity/rate-guards.ts";
import { BUILT_IN_RATE_SETTINGS, bucketsAreOn, effectiveLimit, generalLimit } from "../../core/identity/rate-policy.ts";
import { equalSecrets } from "../../core/identity/secret-hash.ts";
import { optionalSecret } from "../../core/secrets.ts";
import { epochSeconds, type Instant } from "../../core/time.ts";
import { emf } from "../runtime/emf.ts";
import type { Endpoint } from "./endpoint.ts";
import { type HttpEvent, header } from "./exchange.ts";

/** What the rate headers show (RL-7), and the refusal if there is one. */
export interface RateOutcome {
  readonly limit: number;
  readonly remaining: number;
  readonly resetEpochSeconds: number;
  readonly policy: string;
  readonly shadow: boolean;
  readonly refusal?: DomainError;
}

/** Counts the request against `general` and the operation's bucket; `undefined` when nothing counts it (RL-10, RL-14, RL-16). */
export async function countRequest(
  contract: Endpoint,
  event: HttpEvent,
  identity: string,
  now: Instant,
  log: Log,
): Promise<RateOutcome | undefined> {
  if (contract.rate === "none" || !bucketsAreOn(BUILT_IN_RATE_SETTINGS, optionalEnvironment("RATE_LIMIT_ENABLED"))) return undefined;
  if (isStubbed()) return full(contract.rate, 1000, now);
  if (await isBypassed(event)) return undefined;
  const request = { operationId: contract.operationId, method: contract.method, path: event.rawPath, bucket: contract.rate };
  const limits = [generalLimit(BUILT_IN_RATE_SETTINGS), effectiveLimit(request, BUILT_IN_RATE_SETTINGS, [], now)];
  try {
    const { decidedBy, verdict } = await consumeRate(identity, limits, now);
    const outcome = { ...verdict, policy: decidedBy.bucket, shadow: decidedBy.shadow };
    if (verdict.allowed || decidedBy.shadow) return outcome;
    return { ...outcome, refusal: tooMany(verdict.retryAfterSeconds ?? 1, verdict.limit, decidedBy.bucket) };
  } catch (error) {
    // Only load is shed here, so a store that cannot count lets the request pass (RL-13).
    const failed = emf([{ by: [["bucket"]], dimensions: { bucket: contract.rate }, counts: { RateLimitError: 1 } }]);
    log.warn("rate limit not evaluated", { error, ...failed });
    return full(contract.rate, RATE_BUCKETS[contract.rate].burst + 1, now);
  }
}

/** Counts the request against the guards of one kind of key; throws the denial. */
export async function passGuards(contract: Endpoint, kind: "ip" | "user", subject: string, now: Instant, log: Log): Promise<void> {
  for (const name of contract.guards ?? []) {
    if (RATE_GUARDS[name].key === kind) await passGuard(name, subject, now, log);
  }
}

async function passGuard(name: RateGuardName, subject: string, now: Instant, log: Log): Promise<void> {
  const guard = RATE_GUARDS[name];
  if (isStubbed() || (!guard.guardsCredentials && optionalEnvironment("RATE_LIMIT_ENABLED") === "false")) return;
  try {
    const verdict = await consumeGuard(name, subject, now);
    if (!verdict.allowed) throw tooMany(verdict.retryAfterSeconds ?? 1, verdict.limit, name, problemOfGuard(name));
  } catch (error) {
    if (error instanceof DomainError) throw error;
    log.warn("guard not evaluated", { guard: name, error });
    if (!guard.guardsCredentials) return;
    const headers = { "retry-after": "1" };
    throw new DomainError(
      RATE_LIMIT_UNAVAILABLE,
      "Sign-in protection cannot be checked right now. Try again in a moment.",
      {},
      { headers, cause: error },
    );
  }
}

function tooMany(
  retryAfterSeconds: number,
  limit: number,
  policy: string,
  problem = RATE_LIMIT_EXCEEDED as ReturnType<typeof problemOfGuard>,
): DomainError {
  const detail = `Rate limit exceeded. Try again in ${retryAfterSeconds} ${retryAfterSeconds === 1 ? "second" : "seconds"}.`;
  return new DomainError(problem, detail, { retryAfterSeconds, limit, policy }, { headers: { "retry-after": String(retryAfterSeconds) } });
}

function isStubbed(): boolean {
  return !isHosted() && optionalEnvironment("RATE_LIMIT_MODE") === "stub";
}

async function isBypassed(event: HttpEvent): Promise<boolean> {
  const presented = header(event, "x-rate-limit-bypass");
  if (presented === undefined || stage() === "prod") return false;
  const configured = await optionalSecret("RATE_LIMIT_BYPASS");
  return configured !== undefined && equalSecrets(configured, presented);
}

function full(policy: string, limit: number, now: Instant): RateOutcome {
  return { limit, remaining: limit, resetEpochSeconds: epochSeconds(now) + 60, policy, shadow: false };
}
