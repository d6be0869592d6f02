import { commit, StaleWrite } from "../table/commit.ts";
import { absent, compare } from "../table/condition.ts";
import { rateGuardKey } from "../table/keys.ts";
import { read } from "../table/read.ts";
import { put } from "../table/write.ts";
import { type Instant, plusMilliseconds, toMilliseconds } from "../time.ts";
import { RATE_GUARDS, type RateGuardName } from "./rate-guards.ts";
import { judgeSlidingLog, type SlidingVerdict } from "./sliding-log.ts";

const MOST_TRIES = 3;
const KEEP_AFTER_WINDOW_MS = 60_000;

/**
 * Counts one call against a guard's exact log of the subject (RL-6): read, judged, written on condition that nobody wrote in between; after
 * three lost races it denies with Retry-After 1. Throws what the store throws.
 */
export async function consumeGuard(name: RateGuardName, subject: string, now: Instant): Promise<SlidingVerdict> {
  const guard = RATE_GUARDS[name];
  const key = rateGuardKey(name, subject);
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const log = await read(key);
    const verdict = judgeSlidingLog(guard, log?.stampsMs ?? [], toMilliseconds(now));
    if (!verdict.allowed) return verdict;
    const next = { stampsMs: verdict.stampsMs, version: (log?.version ?? 0) + 1 };
    const ttl = plusMilliseconds(now, guard.windowMs + KEEP_AFTER_WINDOW_MS);
    try {
      await commit([put(key, next, log ? compare("version", "=", log.version) : absent, { ttl })]);
      return verdict;
    } catch (error) {
      if (!(error instanceof StaleWrite)) throw error;
    }
  }
  return { allowed: false, limit: guard.limit, remaining: 0, retryAfterSeconds: 1, stampsMs: [] };
}
