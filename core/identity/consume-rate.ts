import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { dynamo, tableName } from "../clients/dynamo.ts";
import { all, any, type Condition, compare, missing } from "../table/condition.ts";
import { rateKey } from "../table/keys.ts";
import { update } from "../table/write.ts";
import { type Instant, instantOf, toMilliseconds } from "../time.ts";
import { emissionIntervalMs, type GcraVerdict, judgeGcra } from "./gcra.ts";
import type { EffectiveLimit } from "./rate-policy.ts";

const MOST_TRIES = 3;
const FORGET_AFTER_IDLE_MS = 60_000;

export interface RateDecision {
  /** The limit that decided: the first that denied, else the operation's own. */
  readonly decidedBy: EffectiveLimit;
  readonly verdict: GcraVerdict;
}

type Tats = Readonly<Record<string, number>>;

/**
 * Counts one request against all its limits together (RL-5). The common case is one conditional write onto idle counters; when they are
 * busy the refused write brings the present ones back, and what they allow is written on condition that they still stand so. A denial
 * consumes nothing. Throws what the store throws: the caller decides whether to fail open (RL-13).
 */
export async function consumeRate(identity: string, limits: readonly EffectiveLimit[], now: Instant): Promise<RateDecision> {
  const nowMs = toMilliseconds(now);
  let known: Tats = {};
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const verdicts = limits.map((limit) => judgeGcra(limit, known[limit.counter], nowMs));
    const denied = verdicts.findIndex((verdict) => !verdict.allowed);
    if (denied >= 0 && !limits[denied]?.shadow) return decision(limits, verdicts, denied);
    const current = await store(identity, limits, verdicts, nowMs);
    if (current === undefined) return decision(limits, verdicts, denied >= 0 ? denied : limits.length - 1);
    known = current;
  }
  const verdicts = limits.map((limit) => judgeGcra(limit, known[limit.counter], nowMs));
  const last = decision(limits, verdicts, limits.length - 1);
  return { ...last, verdict: { ...last.verdict, allowed: false, path: "denied", remaining: 0, retryAfterMs: 1_000, retryAfterSeconds: 1 } };
}

/** Writes the new times; `undefined` on success, else the counters as they stand now. */
async function store(
  identity: string,
  limits: readonly EffectiveLimit[],
  verdicts: readonly GcraVerdict[],
  nowMs: number,
): Promise<Tats | undefined> {
  const set: Record<string, number> = {};
  const conditions: Condition[] = [];
  let idleAt = nowMs;
  for (const [index, limit] of limits.entries()) {
    const verdict = verdicts[index];
    if (!verdict?.allowed || verdict.tatMs === undefined) continue;
    set[limit.counter] = verdict.tatMs;
    idleAt = Math.max(idleAt, verdict.tatMs);
    conditions.push(verdict.path === "idle" ? idle(limit.counter, nowMs) : still(limit, verdict));
  }
  if (conditions.length === 0) return undefined;
  const ttl = instantOf(idleAt + FORGET_AFTER_IDLE_MS);
  const { request } = update(rateKey(identity), { set }, all(...conditions), { ttl });
  if (!request.Update) return undefined;
  try {
    const ReturnValuesOnConditionCheckFailure = "ALL_OLD";
    await dynamo().send(new UpdateItemCommand({ ...request.Update, TableName: tableName(), ReturnValuesOnConditionCheckFailure }));
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ? counters(unmarshall(error.Item)) : {};
  }
}

function idle(counter: string, nowMs: number): Condition {
  return any(missing(counter), compare(counter, "<=", nowMs));
}

/** The busy counter has not moved since it was judged; a moved one is judged anew. */
function still(limit: EffectiveLimit, verdict: GcraVerdict): Condition {
  return compare(limit.counter, "=", (verdict.tatMs ?? 0) - (emissionIntervalMs(limit) ?? 0));
}

function counters(item: Record<string, unknown>): Tats {
  return Object.fromEntries(Object.entries(item).filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}

function decision(limits: readonly EffectiveLimit[], verdicts: readonly GcraVerdict[], index: number): RateDecision {
  const decidedBy = limits[index];
  const verdict = verdicts[index];
  if (!decidedBy || !verdict) throw new RangeError("a request has at least one limit");
  return { decidedBy, verdict };
}
