/** A steady rate with room for a burst: `burst + 1` calls at once, then one per `60000 / ratePerMin` milliseconds. */
export interface GcraLimit {
  readonly ratePerMin: number;
  readonly burst: number;
}

export interface GcraVerdict {
  readonly allowed: boolean;
  /** Which conditional write succeeds (RL-5): onto an idle key, onto a busy one, or none. */
  readonly path: "idle" | "busy" | "denied";
  /** The theoretical arrival time to store; unchanged when denied. */
  readonly tatMs: number | undefined;
  readonly limit: number;
  readonly remaining: number;
  /** The epoch second at which the key is full again. */
  readonly resetEpochSeconds: number;
  /** Only when denied. */
  readonly retryAfterMs?: number;
  readonly retryAfterSeconds?: number;
}

/** `T`: the milliseconds that one call takes up. Undefined where the rate is 0. */
export function emissionIntervalMs(limit: GcraLimit): number | undefined {
  return limit.ratePerMin === 0 ? undefined : Math.floor(60_000 / limit.ratePerMin);
}

/**
 * Counts one call by the generic cell rate algorithm, in integer milliseconds (RL-2, RL-3). The whole state of a key is the time at
 * which it will be idle again:
 *
 *     now ───────────── tolerance = burst × T ─────────────▶│
 *      └── tat inside: allowed, tat moves T to the right    └── tat beyond: denied, tat stays
 */
export function judgeGcra(limit: GcraLimit, storedTatMs: number | undefined, nowMs: number): GcraVerdict {
  const intervalMs = emissionIntervalMs(limit);
  if (intervalMs === undefined) return closed(storedTatMs, nowMs);
  const toleranceMs = limit.burst * intervalMs;
  const callsAtOnce = limit.burst + 1;
  const currentMs = storedTatMs ?? nowMs;
  if (currentMs - nowMs > toleranceMs) {
    const retryAfterMs = currentMs - toleranceMs - nowMs;
    return {
      allowed: false,
      path: "denied",
      tatMs: storedTatMs,
      limit: callsAtOnce,
      remaining: 0,
      resetEpochSeconds: Math.ceil(currentMs / 1000),
      retryAfterMs,
      retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)),
    };
  }
  const tatMs = Math.max(currentMs, nowMs) + intervalMs;
  return {
    allowed: true,
    path: currentMs <= nowMs ? "idle" : "busy",
    tatMs,
    limit: callsAtOnce,
    remaining: callsAtOnce - Math.ceil((tatMs - nowMs) / intervalMs),
    resetEpochSeconds: Math.ceil(tatMs / 1000),
  };
}

/** A rate of 0 denies everything, and says so in a way that a waiting client asks once a minute. */
function closed(storedTatMs: number | undefined, nowMs: number): GcraVerdict {
  return {
    allowed: false,
    path: "denied",
    tatMs: storedTatMs,
    limit: 0,
    remaining: 0,
    resetEpochSeconds: Math.ceil(nowMs / 1000) + 60,
    retryAfterMs: 60_000,
    retryAfterSeconds: 60,
  };
}
