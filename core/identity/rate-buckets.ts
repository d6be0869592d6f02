import type { GcraLimit } from "./gcra.ts";

export type RateBucket = keyof typeof RATE_BUCKETS;
/** What a contract may name; `general` is counted on top of every operation by itself. */
export type OperationBucket = Exclude<RateBucket, "general">;

/** The buckets with their built-in values (identity 3.12). The rate configuration may replace them at run time (RL-12). */
export const RATE_BUCKETS = {
  general: { ratePerMin: 100, burst: 99 },
  auth_bootstrap: { ratePerMin: 100, burst: 20 },
  auth_refresh: { ratePerMin: 10, burst: 2 },
  read: { ratePerMin: 60, burst: 10 },
  search: { ratePerMin: 60, burst: 10 },
  write: { ratePerMin: 20, burst: 3 },
  booking: { ratePerMin: 20, burst: 3 },
  payment: { ratePerMin: 60, burst: 10 },
  financial: { ratePerMin: 5, burst: 0 },
  conv_msg: { ratePerMin: 60, burst: 10 },
  admin: { ratePerMin: 60, burst: 10 },
  admin_invite: { ratePerMin: 10, burst: 2 },
} as const satisfies Record<string, GcraLimit>;

export function isRateBucket(name: string): name is RateBucket {
  return Object.hasOwn(RATE_BUCKETS, name);
}
