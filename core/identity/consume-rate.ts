import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { dynamo, tableName } from "../clients/dynamo.ts";
import { assert } from "../errors.ts";
import { all, any, type Condition, compare, missing } from "../table/condition.ts";
import { rateKey } from "../table/keys.ts";
import { update, type Write } from "../table/write.ts";
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

/** Moves the counters; `undefined` when they moved as judged (with a busy one's new time), else the counters as they stand now. */
async function store(
  identity: string,
  limits: readonly EffectiveLimit[],
  verdicts: readonly GcraVerdict[],
  nowMs: number,
): Promise<Tats | undefined> {
  const moves = limits.flatMap((limit, index) => {
    const verdict = verdicts[index];
    return verdict?.allowed ? [{ limit, verdict }] : [];
  });
  if (moves.length === 0) return undefined;
  const { request } = moveCounters(identity, moves, nowMs);
  assert(request.Update, "counters are moved by an update");
  try {
    const ReturnValuesOnConditionCheckFailure = "ALL_OLD";
    await dynamo().send(new UpdateItemCommand({ ...request.Update, TableName: tableName(), ReturnValuesOnConditionCheckFailure }));
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ? counters(unmarshall(error.Item)) : {};
  }
}

interface Move {
  readonly limit: EffectiveLimit;
  readonly verdict: GcraVerdict;
}

/** An idle counter is set and a busy one pushed on, each on condition that it is still of that kind: callers in parallel all get through. */
function moveCounters(identity: string, moves: readonly Move[], nowMs: number): Write {
  const set: Record<string, number> = {};
  const add: Record<string, number> = {};
  const conditions: Condition[] = [];
  for (const { limit, verdict } of moves) {
    const intervalMs = emissionIntervalMs(limit) ?? 0;
    if (verdict.path === "idle") {
      set[limit.counter] = nowMs + intervalMs;
      conditions.push(any(missing(limit.counter), compare(limit.counter, "<=", nowMs)));
    } else {
      add[limit.counter] = intervalMs;
      conditions.push(compare(limit.counter, ">", nowMs), compare(limit.counter, "<=", nowMs + limit.burst * intervalMs));
    }
  }
  const idleAtMs = Math.max(...moves.map(({ verdict }) => verdict.tatMs ?? nowMs));
  return update(rateKey(identity), { set, add }, all(...conditions), { ttl: instantOf(idleAtMs + FORGET_AFTER_IDLE_MS) });
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
